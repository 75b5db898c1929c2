// @ts-check

const path = '~/.__DOMAIN__/__NAME__.json'
const files = { [path]: { json: { name: 'ada', token: 'a-secret-that-is-never-shown' } } }

/** @type {readonly import('clawdbot-doctor/testing').Example[]} */
export const __CAMEL__Examples = [
  { name: '__DOMAIN__/__NAME__: no file', home: {}, expect: [] },
  { name: '__DOMAIN__/__NAME__: a file for its owner only', home: { files }, expect: [] },
  {
    name: '__DOMAIN__/__NAME__: a file that everybody may read',
    home: { files, modes: { [path]: 0o644 } },
    expect: [{ check: '__DOMAIN__/__NAME__', messageId: 'open', subject: 'file:__NAME__' }],
  },
]

// @ts-check
import { defineFix, isNotThere } from 'clawdbot-doctor'
import { __CAMEL__File } from '../facts/__NAME__.js'

export const __CAMEL__Fix = defineFix({
  id: '__DOMAIN__/restrict-__NAME__',
  title: 'Let only its owner read and change ~/.__DOMAIN__/__NAME__.json',
  risk: 'safe',
  needs: { file: __CAMEL__File },
  touches: [__CAMEL__File],
  plan: ({ file }) =>
    isNotThere(file)
      ? { refuse: file.reason }
      : [{ op: 'chmod', path: file.path, before: file.mode, after: 0o600 }],
})

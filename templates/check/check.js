// @ts-check
import { defineCheck, isNotThere } from 'clawdbot-doctor'
import { __CAMEL__File } from '../facts/__NAME__.js'

/** What the group and all others may do. */
const OTHERS = 0o077

export const __CAMEL__Check = defineCheck({
  id: '__DOMAIN__/__NAME__',
  title: 'Only its owner can read and change ~/.__DOMAIN__/__NAME__.json',
  docsUrl: 'docs/checks/__DOMAIN__/__NAME__.md',
  severity: 'warning',
  tags: ['__DOMAIN__'],
  needs: { file: __CAMEL__File },
  messages: {
    open: {
      what: 'Other users of this machine can get at {{path|path}} (mode {{mode|mode}}).',
      why: 'Whoever can read it knows what it holds, and whoever can change it decides what is believed.',
      next: 'Run `chmod 600 {{path|path}}`.',
    },
  },
  applies: ({ file }) => (isNotThere(file) ? { skip: file.reason } : true),
  evaluate: ({ file }) => {
    if (isNotThere(file) || (file.mode & OTHERS) === 0) return []
    return [
      {
        messageId: 'open',
        subject: 'file:__NAME__',
        data: { path: file.path, mode: file.mode },
        evidence: [{ kind: 'file', path: file.path }],
        fixes: ['__DOMAIN__/restrict-__NAME__'],
      },
    ]
  },
})

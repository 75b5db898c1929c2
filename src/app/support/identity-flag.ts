import { Flags } from '@oclif/core'

/** Of every command that reads support reports, one or many of which may be encrypted. */
export const identityFlag = Flags.string({
  summary: 'The identity file of age by which an encrypted report is decrypted.',
  helpValue: 'FILE',
})

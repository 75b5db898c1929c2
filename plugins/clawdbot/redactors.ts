import type { Redactor } from '../../src/contract/index.js'

export const redactors: readonly Redactor[] = [
  { id: 'discord-bot-token', pattern: /\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}/g },
]

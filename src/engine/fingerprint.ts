import { hash } from 'node:crypto'

/** Names a finding on this machine from one run to the next: 16 hex digits. It holds nothing of the data. */
export const fingerprint = (check: string, messageId: string, subject: string): string =>
  hash('sha256', JSON.stringify([check, messageId, subject])).slice(0, 16)

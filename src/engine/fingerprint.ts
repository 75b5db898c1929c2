import { createHash } from 'node:crypto'

/** Names a finding on this machine from one run to the next: 16 hex digits. It holds nothing of the data. */
export const fingerprint = (check: string, messageId: string, subject: string): string =>
  createHash('sha256')
    .update(JSON.stringify([check, messageId, subject]))
    .digest('hex')
    .slice(0, 16)

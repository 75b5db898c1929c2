import { createHmac } from 'node:crypto'

/**
 * Names a finding within its case, also from one host to another: 16 hex digits. `findingKey` is the case's, as the report
 * holds it; `subject` is the one with pseudonyms.
 */
export const sealedFindingId = (
  findingKey: string,
  check: string,
  messageId: string,
  subject: string,
): string =>
  createHmac('sha256', findingKey)
    .update(JSON.stringify([check, messageId, subject]))
    .digest('hex')
    .slice(0, 16)

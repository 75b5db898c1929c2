import type { FixRecord } from '../fix/fix-record.js'
import { printErr } from './output.js'

/** Says of each login that should have been copied and was not, why. */
export const tellSync = (synced: readonly Pick<FixRecord, 'subject' | 'status' | 'reason'>[]): void => {
  for (const { subject, status, reason } of synced)
    if (status !== 'applied' && status !== 'offered' && status !== 'planned')
      printErr(`▲ warning: the login was not copied (${subject}): ${reason ?? status}\n`)
}

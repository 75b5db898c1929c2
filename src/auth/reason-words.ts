import type { Reason } from './judged-profiles.js'
import { WHY_NOT } from './sessions/pin-profile.js'

/** Why a profile is not used, in words that follow "it". */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  ...WHY_NOT,
  'cannot-refresh': 'is past its date, or has none, and cannot be refreshed',
}

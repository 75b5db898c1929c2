import type { AnyCheck } from '../../contract/index.js'
import { AWAY, type AwayCheck, awayCheck } from '../../engine/sandbox/away.js'

/** What the walk cannot know of a plugin by itself when its code is in another process. */
export interface AwayWalk {
  /** The check as it would be judged on another day, on another machine. */
  readonly elsewhere: (check: AnyCheck) => AnyCheck
  /** What it asked for so far and was not given, such as `read ~/.ssh/id_rsa`. */
  readonly refused: () => readonly string[]
}

type Away = AwayCheck[typeof AWAY]

/** A check with its code asked in another way; null for one whose code is in this process. */
export const askedThrough = (
  check: AnyCheck,
  through: (evaluate: Away['evaluate']) => Away['evaluate'],
): AnyCheck | null => {
  const away = awayCheck(check)
  if (away === null) return null
  const asked: AnyCheck & AwayCheck = { ...check, [AWAY]: { ...away, evaluate: through(away.evaluate) } }
  return asked
}

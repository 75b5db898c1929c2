import type { CheckResult } from '../engine/check-result.js'
import { checkLine } from '../report/check-line.js'
import { printErr } from './output.js'
import { errorStyle } from './style.js'

/** Says on a line of its own how one check went: progress where no list can be drawn. */
export const tellResult = ({ check, outcome, reason, ms, findings }: CheckResult): void =>
  printErr(
    `${checkLine({ id: check.id, outcome, reason: reason ?? null, durationMs: ms, findings }, errorStyle())}\n`,
  )

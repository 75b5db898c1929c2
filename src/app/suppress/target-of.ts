import type { PolicedFinding, PolicedResult } from '../../engine/policy/policed.js'
import { Refusal } from '../refusal.js'

const SHORTEST = 4

/** The one finding that is meant by a fingerprint, the start of one, or `check#subject`. Throws a {@link Refusal}. */
export const targetOf = (written: string, results: readonly PolicedResult[], cli: string): PolicedFinding => {
  const findings = results.flatMap((result) => result.findings)
  const isStart = written.length >= SHORTEST && /^[0-9a-f]+$/.test(written)
  const fitting = findings.filter(
    ({ id, check, subject }) => (isStart && id.startsWith(written)) || `${check}#${subject}` === written,
  )
  const [target] = fitting
  if (target === undefined)
    throw new Refusal(
      'UNKNOWN_FINDING',
      `There is no finding ${written} now.`,
      `Run \`${cli} doctor --verbose --no-sync\`: each finding tells the command that suppresses it.`,
    )
  if (fitting.length === 1) return target
  const list = fitting.map(({ id, check, messageId, subject }) => `${id} (${check}!${messageId}, ${subject})`)
  throw new Refusal(
    'AMBIGUOUS_FINDING',
    `${written} fits ${fitting.length} findings: ${list.join('; ')}.`,
    'Name one of them by its fingerprint.',
  )
}

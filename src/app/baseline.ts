import { expandUserPath } from '../auth/paths.js'
import { shellWord } from '../contract/shell-words.js'
import type { PolicedResult } from '../engine/policy/policed.js'
import { parseJson } from '../json/parse.js'
import { MachineError } from '../ports/machine-error.js'
import { expectReplaceable } from '../ports/replaceable.js'
import type { BaselineFinding } from '../report/baseline-schema.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/** A baseline as it was read. */
export interface LoadedBaseline {
  readonly path: string
  readonly isThere: boolean
  readonly findings: readonly BaselineFinding[]
  /** What editors are told. */
  readonly $schema?: string | undefined
}

export interface BaselineRequest {
  /** As the user wrote it. */
  readonly path: string
  readonly update: boolean
  /** The name this program was called by. */
  readonly cli: string
}

/** Throws a {@link Refusal} where there is none, unless it is to be made, and where the file is none. */
export const loadBaseline = async (
  run: Run,
  { path: written, update, cli }: BaselineRequest,
): Promise<LoadedBaseline> => {
  const { probes } = run.machine
  const path = expandUserPath(probes, written)
  if (update && !run.settings.dryRun) await expectWritableBaseline(path)
  const found = await probes.fs.readText(path)
  if (found.state === 'absent') {
    if (update) return { path, isThere: false, findings: [] }
    throw new Refusal(
      'NO_BASELINE',
      `${path}: there is no such baseline.`,
      `Make it with \`${cli} doctor --baseline ${shellWord(written)} --update-baseline\`.`,
    )
  }
  if (found.state !== 'ok') throw notBaseline(path, 'it cannot be read')
  const parsed = parseJson(found.text)
  if (parsed.state !== 'ok')
    throw notBaseline(`${path}:${parsed.line}:${parsed.column}`, `it is not JSON: ${parsed.reason}`)
  const { baselineV1 } = await import('../report/baseline-schema.js')
  const read = baselineV1.safeParse(parsed.value)
  if (read.success) return { path, isThere: true, ...read.data }
  const at = (read.error.issues[0]?.path ?? []).join('.')
  throw notBaseline(path, `it is not a baseline${at === '' ? '' : `: ${at} is not as it should be`}`)
}

/** Told before anything is run: a run that has mended something and cannot report it would be worse. */
const expectWritableBaseline = async (path: string): Promise<void> => {
  try {
    await expectReplaceable(path)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    const what = error.code === 'absent' ? `there is no folder ${error.path}` : error.message
    throw new Refusal(
      'NOT_WRITTEN',
      `The baseline cannot be written to ${path}: ${what}.`,
      'Name another file.',
    )
  }
}

const notBaseline = (where: string, why: string): Refusal =>
  new Refusal(
    'BAD_BASELINE',
    `${where}: ${why}.`,
    'Move it away, or restore it, and make it anew with --update-baseline.',
  )

export interface UpdatedBaseline {
  readonly findings: readonly BaselineFinding[]
  /** Not in it before, or not as bad or as harmless. */
  readonly added: readonly BaselineFinding[]
  readonly removed: readonly BaselineFinding[]
}

/**
 * What a baseline should hold now: all that is found and not suppressed by the config; and, of checks that were not
 * judged in this run, what it held before.
 */
export const updatedBaseline = (
  before: readonly BaselineFinding[],
  results: readonly PolicedResult[],
): UpdatedBaseline => {
  const judged = new Set(
    results
      .filter(({ outcome }) => outcome === 'pass' || outcome === 'fail')
      .map((result) => result.check.id),
  )
  const present = results
    .flatMap((result) => result.findings)
    .filter(({ suppressed }) => suppressed?.by !== 'config')
    .map(({ check, messageId, subject, id, severity }) => ({ check, messageId, subject, id, severity }))
  const kept = before.filter(({ check }) => !judged.has(check))
  const findings = [...new Map([...kept, ...present].map((each) => [each.id, each])).values()].sort(byName)
  const has = (among: readonly BaselineFinding[], { id, severity }: BaselineFinding): boolean =>
    among.some((each) => each.id === id && each.severity === severity)
  return {
    findings,
    added: findings.filter((each) => !has(before, each)),
    removed: before.filter((each) => !findings.some(({ id }) => id === each.id)),
  }
}

const byName = (a: BaselineFinding, b: BaselineFinding): number => {
  const [left, right] = [nameOf(a), nameOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

const nameOf = ({ check, messageId, subject }: BaselineFinding): string =>
  [check, messageId, subject].join('\n')

import { describe, expect, it } from 'vitest'
import type { JudgedRun } from '../../src/fix/judged-run.js'
import { netOf } from '../../src/fix/net-change.js'
import { planUndo } from '../../src/fix/plan-undo.js'
import { type RecordedStep, readRun } from '../../src/fix/recorded-run.js'
import { commandText } from '../../src/fix/run-program.js'

const image = (mark: string) => ({ sha256: mark, mode: 0o600, copy: `0.0.${mark}` })

const write = (path: string, before: string, after: string) => ({
  op: 'write',
  path,
  before: { ...image(before), mtimeMs: 1 },
  after: image(after),
  madeFolders: [],
  lock: null,
})
const chmod = (path: string, before: number, after: number) => ({
  op: 'chmod',
  path,
  before: { mode: before },
  after: { mode: after },
})

const HEAD = { event: 'run', version: 1, run: 'r', tool: 't', at: 1 }
const intent = (step: number, changes: readonly object[], fix = 'x') => ({
  event: 'intent',
  step,
  at: 2,
  fix,
  subject: 's',
  changes,
})
const verified = (step: number) => ({ event: 'verified', step, at: 3 })

const read = (...lines: readonly (object | string)[]) =>
  readRun(
    'r',
    '/r',
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  )

const stepsOf = (...lines: readonly object[]): readonly RecordedStep[] => {
  const run = read(HEAD, ...lines)
  if ('fault' in run) throw new Error(run.fault)
  return run.steps
}

const judged = (
  name: string,
  steps: readonly RecordedStep[],
  final: Readonly<Record<number, string>> = {},
): JudgedRun => ({
  run: { name, folder: `/${name}`, at: 1, tool: 't', processes: [], steps },
  state: 'applied',
  steps: steps.map((step) => ({ step, extent: 'whole', irreversible: final[step.number] ?? null })),
})

describe('a journal that is read again', () => {
  it.each<readonly [string, readonly (object | string)[], string]>([
    ['nothing', [], 'it does not say of which run it is'],
    ['no head', [verified(0)], 'it does not say of which run it is'],
    ['a newer head', [{ ...HEAD, version: 2 }], 'it was written by a newer version of this program'],
    ['a line nobody knows', [HEAD, { event: 'new' }], 'its line 2 is not one that this version knows'],
    [
      'a path out of its folder',
      [HEAD, intent(0, [{ ...write('/a', 'a', 'b'), after: { ...image('b'), copy: '../b' } }])],
      'its line 2 is not one that this version knows',
    ],
  ])('with %s is named as what it is', (_what, lines, fault) => {
    expect(read(...lines)).toEqual({ fault })
  })

  it('is read past a line that its writer died in', () => {
    expect(read(HEAD, intent(0, [write('/a', 'a', 'b')]), '{"event":"app', verified(0))).toMatchObject({
      steps: [{ event: 'verified', isMade: true }],
    })
  })

  it('tells how far each program came', () => {
    const program = { op: 'run', argv: ['x'], inverse: ['y'] }
    const of = (event: string, change: number, code?: number | null) => ({
      event,
      step: 0,
      at: 4,
      change,
      code,
    })
    const [step] = stepsOf(
      intent(
        0,
        Array.from({ length: 6 }, () => program),
      ),
      ...[0, 1, 2, 3, 4].map((change) => of('running', change)),
      of('ran', 0, 0),
      of('ran', 1, 7),
      of('ran', 2, null),
      of('ran', 3, 0),
      of('ran-back', 3, 0),
    )
    expect(step?.programs.map(({ state }) => state)).toEqual([
      'done',
      'failed',
      'unknown',
      'taken-back',
      'unknown',
      'not-run',
    ])
  })
})

describe('what several steps did to a file', () => {
  it('is told from the first and the last of them', () => {
    const steps = stepsOf(
      intent(0, [chmod('/a', 0o644, 0o600)]),
      verified(0),
      intent(1, [write('/a', 'a', 'b')]),
      verified(1),
      intent(2, [write('/a', 'b', 'c')]),
      verified(2),
    )
    expect(netOf(steps)).toMatchObject([
      { before: { mode: 0o644, content: { sha256: 'a' } }, after: [{ sha256: 'c' }] },
    ])
  })

  it('may be less by the step that a run died in', () => {
    const steps = stepsOf(intent(0, [write('/a', 'a', 'b')]), verified(0), intent(1, [write('/a', 'b', 'c')]))
    expect(netOf(steps)[0]?.after).toMatchObject([{ sha256: 'b' }, { sha256: 'c' }])
  })
})

describe('which steps of a run are undone', () => {
  const two = (other: string) =>
    stepsOf(intent(0, [write('/a', 'a', 'b')]), verified(0), intent(1, [write(other, 'b', 'c')]), verified(1))

  it('all that can be, when what stays has changed no file of theirs', () => {
    const planned = planUndo(judged('r', two('/b'), { 1: 'used up' }), [])
    expect(planned).toMatchObject({
      outcome: 'undo',
      undo: { files: [{ path: '/a' }] },
      kept: [{ irreversible: 'used up' }],
    })
  })

  it('none, where a step that stays has changed the same file since', () => {
    const planned = planUndo(judged('r', two('/a'), { 1: 'used up' }), [])
    expect(planned).toMatchObject({ outcome: 'irreversible', steps: [{ step: { number: 1 } }] })
  })

  it('none, where none can be', () => {
    const planned = planUndo(judged('r', two('/b'), { 0: 'gone', 1: 'used up' }), [])
    expect(planned).toMatchObject({ outcome: 'irreversible', steps: [{}, {}] })
  })

  it('none, where a later run has changed one of their files, the last of those named', () => {
    const later = ['s', 't'].map((name) => judged(name, two('/b')))
    expect(planUndo(judged('r', two('/c')), later)).toMatchObject({
      outcome: 'later',
      run: later[1],
      path: '/a',
    })
  })

  it('none, while its process is at it', () => {
    expect(planUndo({ ...judged('r', two('/b')), state: 'running' }, [])).toEqual({ outcome: 'running' })
  })
})

it('a command that this program is called by is told by its name', () => {
  expect(commandText(['{{cli}}', 'doctor', 'undo'], 'node bin/run.js')).toBe('node bin/run.js doctor undo')
})

import { fingerprint } from '../engine/fingerprint.js'
import type { Applied } from '../fix/applied.js'
import { completeStep } from '../fix/complete.js'
import type { FixRecord } from '../fix/fix-record.js'
import { type Interrupted, interruptedRuns } from '../fix/interrupted.js'
import { carryOutUndo } from '../fix/undo.js'
import type { Run } from './open-run.js'
import type { AskRecovery, Recovered, Recovery } from './recovery.js'
import { readRunRecords } from './run-records.js'

/** Ends runs that were cut off where the run may, and tells of the others. Throws only what `ask` throws. */
export const recoverCutOff = async (run: Run, ask: AskRecovery | undefined): Promise<Recovered> => {
  const { machine } = run
  const { fs } = machine.probes
  const { runs } = await readRunRecords(machine)
  const records: FixRecord[] = []
  const left: Interrupted[] = []
  for (const interrupted of await interruptedRuns(runs, fs)) {
    const recovery = await recoveryOf(interrupted, run, ask)
    if (recovery === 'leave') {
      left.push(interrupted)
      continue
    }
    const done = await recover(interrupted, recovery, run)
    if (done.status !== 'applied') left.push(interrupted)
    records.push(recordOf(interrupted, recovery, done))
  }
  return { records, left }
}

const recoveryOf = async (
  interrupted: Interrupted,
  { settings: { dryRun, sync, fix, yes } }: Run,
  ask: AskRecovery | undefined,
): Promise<Recovery> => {
  if (dryRun || !sync || !fix) return 'leave'
  if (yes) return 'roll-back'
  return ask === undefined ? 'leave' : ask(interrupted)
}

const recover = async (
  { undo, while: doing }: Interrupted,
  recovery: Exclude<Recovery, 'leave'>,
  { machine }: Run,
): Promise<Applied> => {
  if (recovery === 'roll-back')
    return carryOutUndo(undo, doing === 'undoing' ? 'undone' : 'rolled-back', machine)
  for (const step of undo.steps) {
    const done = await completeStep(step, machine)
    if (done.status !== 'applied') return done
  }
  return { status: 'applied' }
}

/** What a person is told that it comes to. */
const TITLES = { complete: 'Complete', 'roll-back': 'Roll back', undoing: 'Finish undoing' } as const

const recordOf = (
  { run, paths, while: doing }: Interrupted,
  recovery: Exclude<Recovery, 'leave'>,
  done: Applied,
): FixRecord => {
  const subject = `run:${run.name}`
  const title = TITLES[doing === 'undoing' ? 'undoing' : recovery]
  return {
    fix: 'doctor/recover',
    title: `${title} what was cut off`,
    risk: 'safe',
    check: 'doctor/interrupted',
    finding: fingerprint('doctor/interrupted', recovery, subject),
    subject,
    paths,
    status: done.status,
    ...(done.reason === undefined ? {} : { reason: done.reason }),
  }
}

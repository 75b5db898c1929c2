import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SEED } from '../setup/seed.js'
import { runCli } from './cli.js'
import { everyChangeEnv, everyChangeHome, leftovers, patientOf } from './every-change.js'
import { signalledAt } from './signalled-at.js'
import { canMount, putOnSmallDisk } from './small-disk.js'

const RUNS = '.clawdbot/doctor/runs'
const FIX = ['doctor', '--fix', '--yes']
const UNDO = ['doctor', 'undo']

describe.skipIf(!canMount)('on a disk of its own', () => {
  const admitted = async () => {
    const home = everyChangeHome()
    const disk = await putOnSmallDisk(home)
    onTestFinished(disk.end)
    const before = patientOf(disk.seen)
    const options = { home, env: everyChangeEnv(home), under: disk.under, cwd: '/' }
    return { disk, before, cli: (words: readonly string[]) => runCli(words, options) }
  }

  it('that is full, a fix makes each change whole or not at all and says why, and an undo is done when there is room', async () => {
    const { disk, before, cli } = await admitted()
    const changed = new Set<number>()
    for (const [index, pages] of [0, 1, 4, 12, 24, 48].entries()) {
      disk.fill(pages)
      const { code, stdout, stderr } = await cli(index === 1 ? ['doctor'] : FIX)
      const all = stdout + stderr
      expect(code, all).toBeLessThan(3)
      if (pages < 24) expect(all, `${pages} pages`).toContain('no space is left on the disk')
      expect(leftovers(disk.seen, before), `${pages} pages`).toEqual([])
      disk.free()
      if (JSON.stringify(patientOf(disk.seen)) !== JSON.stringify(before)) changed.add(pages)
      const undone = await cli(UNDO)
      expect(undone.code, undone.stderr).toBe(0)
      expect(patientOf(disk.seen), `${pages} pages`).toEqual(before)
    }
    // Else it was always full, or never, and nothing was shown.
    expect(changed.has(0)).toBe(false)
    expect(changed.size).toBeGreaterThan(1)
  }, 120_000)

  it('that is full, an undo says so, and goes on when there is room', async () => {
    const { disk, before, cli } = await admitted()
    await cli(FIX)
    const fixed = patientOf(disk.seen)
    expect(fixed).not.toEqual(before)
    disk.fill(0)
    const { code, stderr } = await cli(UNDO)
    expect([code, stderr.includes('no space is left on the disk')], stderr).toEqual([3, true])
    expect(leftovers(disk.seen, before)).toEqual([])
    disk.free()
    expect((await cli(UNDO)).code).toBe(0)
    expect(patientOf(disk.seen)).toEqual(before)
  }, 60_000)

  it('that is read-only, nothing is changed and each fix and the undo say why', async () => {
    const { disk, before, cli } = await admitted()
    disk.setReadOnly(true)
    for (const words of [['doctor'], FIX]) {
      const { code, stdout, stderr } = await cli(words)
      expect(code, stderr).toBeLessThan(3)
      expect(stdout + stderr).toMatch(/read-only|may not be written/)
    }
    expect(patientOf(disk.seen)).toEqual(before)
    disk.setReadOnly(false)
    await cli(FIX)
    const fixed = patientOf(disk.seen)
    disk.setReadOnly(true)
    const { code, stderr } = await cli(UNDO)
    expect([code, stderr.includes('it may not be written')], stderr).toEqual([3, true])
    expect(patientOf(disk.seen)).toEqual(fixed)
  }, 60_000)
})

describe.skipIf(process.platform === 'win32')('told to stop at any moment', () => {
  /** Some moments with each seed, and with many seeds all. */
  const moments = (last: number): readonly number[] =>
    [0, 1].map((half) => Math.floor((half * last) / 2) + (SEED % Math.floor(last / 2)))

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s, a fix and an undo leave no lock and nothing half-done, and say that they were stopped',
    async (signal) => {
      for (const point of moments(90)) {
        const home = everyChangeHome()
        const env = everyChangeEnv(home)
        const before = patientOf(home)
        for (const [words, at] of [
          [FIX, point],
          [UNDO, point % 40],
        ] as const) {
          const { code, stderr } = await runCli(words, { home, env: { ...env, ...signalledAt(at, signal) } })
          const told = `${signal} before change ${at} of ${words.join(' ')}: ${stderr}`
          expect([0, 1, 2, 3], told).toContain(code)
          if (code === 3) expect(stderr, told).toMatch(/Stopped (?:by|at)/)
          expect(leftovers(home, before), told).toEqual([])
          const history = JSON.parse((await runCli(['doctor', 'history', '--json'], { home, env })).stdout)
          for (const { state } of history.runs)
            expect(['applied', 'undone', 'unchanged'], told).toContain(state)
        }
        await runCli(UNDO, { home, env })
        expect(patientOf(home), `${signal} before change ${point}`).toEqual(before)
      }
    },
    120_000,
  )
})

it('a fix that is killed while its program runs is told of, and the undo takes the program back too', async () => {
  const home = everyChangeHome(2)
  const env = everyChangeEnv(home)
  const before = patientOf(home)
  const only = ['--only', 'monitor/installed']
  const wants = join(home, '.config/systemd/user/timers.target.wants')
  const under = [
    'sh',
    '-c',
    `"$@" & until test -e '${wants}'; do sleep 0.05; done; kill -9 $!; wait $!`,
    'sh',
  ]
  expect((await runCli([...FIX, ...only], { home, env, under })).code).toBe(137)
  const { stdout } = await runCli(['doctor', '--no-sync', ...only], { home, env })
  expect(stdout).toContain('was cut off while it changed')
  const undone = await runCli(UNDO, { home, env })
  expect(undone.code, undone.stderr).toBe(0)
  expect(patientOf(home)).toEqual(before)
}, 60_000)

it('undos at once, and beside a fix, end clearly, and what they leave can be undone', async () => {
  const home = everyChangeHome()
  const env = everyChangeEnv(home)
  const before = patientOf(home)
  await runCli(FIX, { home, env })
  const both = await Promise.all([UNDO, UNDO, FIX].map((words) => runCli(words, { home, env })))
  for (const { code, stdout, stderr } of both)
    expect(code !== 3 || /still at work|was not undone/.test(stderr), stdout + stderr).toBe(true)
  for (let left = 4; left > 0; left--) await runCli(UNDO, { home, env })
  expect(patientOf(home)).toEqual(before)
  expect(leftovers(home, before)).toEqual([])
}, 60_000)

it('a run whose folder was removed can no longer be undone, and the one before it can', async () => {
  const home = everyChangeHome()
  const env = everyChangeEnv(home)
  await runCli(['doctor'], { home, env })
  await runCli([...FIX, '--only', 'auth/lock'], { home, env })
  const [first = '', second = ''] = readdirSync(join(home, RUNS)).sort()
  rmSync(join(home, RUNS, second), { recursive: true })
  const { code, stderr } = await runCli([...UNDO, second], { home, env })
  expect([code, stderr.includes(`There is no run ${second}`)], stderr).toEqual([3, true])
  const undone = JSON.parse((await runCli([...UNDO, '--json'], { home, env })).stdout)
  expect(undone).toMatchObject({ run: first, status: 'done' })
  expect(readFileSync(join(home, RUNS, first, 'journal.jsonl'), 'utf8')).toContain('"undone"')
}, 60_000)

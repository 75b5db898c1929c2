import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SEED } from '../setup/seed.js'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { reportFaults } from './schemas.js'
import { signalledAt } from './signalled-at.js'
import { openTerminal } from './terminal-session.js'

const RUNS = '.clawdbot/doctor/runs'
const PROFILE = 'anthropic:manual'
const ENV = { CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot' }
const OTHERS = ['one', 'two', 'three']

const storeOf = (agent: string) => `.clawdbot/agents/${agent}/agent/auth-profiles.json`

const store = (mark: string) => ({
  text: `{"version":1, "odd": "${mark}", "profiles": {"${PROFILE}":{"type":"token","provider":"anthropic","token":"${token('oat', mark)}"}},
    "order": {"anthropic":["gone:one","${PROFILE}"]} }`,
  mode: 0o644,
})

/** A time is put back to the microsecond: more than that Node cannot set. */
const inMilliseconds = (told: string): string =>
  told.replace(/\d+\.\d+/, (time) => `${Math.round(Number(time))}`)

/** Everything but this program's records; of folders only which there are. */
const patientOf = (home: string) =>
  Object.fromEntries(
    Object.entries(listing(home))
      .filter(([path]) => !path.startsWith('/.clawdbot/doctor'))
      .map(([path, told]) => [path, told.startsWith('folder') ? 'folder' : inMilliseconds(told)]),
  )

const cli = (home: string, ...words: readonly string[]) => runCli(words, { home, env: ENV })

/** Returns whether it was killed. */
const killed = async (home: string, point: number, ...words: readonly string[]): Promise<boolean> => {
  const env = { ...ENV, ...signalledAt(point) }
  return (await runCli(words, { home, env })).code === null
}

/** Half a minute later: nobody holds the locks any more, and nobody finishes the files that were begun. */
const letTimePass = (home: string): void => {
  const then = Date.now() / 1000 - 40
  for (const path of Object.keys(listing(home)))
    if (path.endsWith('.lock') || /\.json\.\d+$/.test(path)) utimesSync(join(home, path), then, then)
}

it('a fix and its undo that are killed at any moment leave what the next undo puts right', async () => {
  const seen = { fix: 0, undo: 0 }
  // Every call would take minutes: so with each seed others, and with many seeds all.
  const [STEP, LAST] = [23, 180]
  for (let point = SEED % STEP; point < LAST; point += STEP) {
    const home = makeHome({
      [CREDENTIALS]: login(Date.now() + 8 * hour),
      [CONFIG]: { json: { agents: { list: ['main', ...OTHERS].map((id) => ({ id })) } } },
      [STORE]: store('main'),
      ...Object.fromEntries(OTHERS.map((agent) => [storeOf(agent), store(agent)])),
    })
    const before = patientOf(home)
    if (await killed(home, point, 'doctor', '--fix', '--yes')) seen.fix += 1
    letTimePass(home)
    if (await killed(home, point % 60, 'doctor', 'undo')) seen.undo += 1
    letTimePass(home)
    const { code, stderr } = await cli(home, 'doctor', 'undo')
    expect(code, `${point}: ${stderr}`).toBe(0)
    const after = patientOf(home)
    // A lock that was never taken again is stale, and its path needs nothing.
    for (const path of Object.keys(after)) if (path.endsWith('.lock')) delete after[path]
    expect(after, `killed before change ${point}`).toEqual(before)
  }
  // Else the moments were badly chosen, and nothing was shown.
  expect(seen.fix).toBeGreaterThan(2)
  expect(seen.undo).toBeGreaterThan(1)
}, 300_000)

it('what a fix that was killed before its first change had begun to write is removed by the next undo', async () => {
  const begun = (home: string) =>
    Object.keys(listing(join(home, STORE, '..'))).filter((path) => /\d$/.test(path))
  for (let point = 12; ; point++) {
    const home = makeHome({ [STORE]: store('main') })
    const before = patientOf(home)
    expect(await killed(home, point, 'doctor', '--fix', '--yes')).toBe(true)
    if (begun(home).length === 0) continue
    letTimePass(home)
    expect((await cli(home, 'doctor', 'undo', '--dry-run')).code).toBe(0)
    expect(begun(home)).toHaveLength(1)
    expect((await cli(home, 'doctor', 'undo')).code).toBe(0)
    const { [`/${STORE}.lock`]: _lock, ...after } = patientOf(home)
    expect(after).toEqual(before)
    break
  }
}, 60_000)

const CONFIG_TEXT = `{ auth: { profiles: { '${PROFILE}': { provider: 'anthropic', mode: 'token' } } } }`

/** A home whose last run was cut off between its two files. */
const halfMade = async () => {
  const home = makeHome({ [STORE]: store('main'), [CONFIG]: { text: CONFIG_TEXT, mode: 0o600 } })
  const before = patientOf(home)
  const { mtimeMs } = statSync(join(home, CONFIG))
  expect((await cli(home, 'models', 'auth', 'remove', PROFILE, '--yes')).code).toBe(0)
  const [run = ''] = readdirSync(join(home, RUNS))
  const journal = join(home, RUNS, run, 'journal.jsonl')
  writeFileSync(journal, `${readFileSync(journal, 'utf8').split('\n').slice(0, 2).join('\n')}\n{"event":"app`)
  writeFileSync(join(home, CONFIG), CONFIG_TEXT)
  utimesSync(join(home, CONFIG), mtimeMs / 1000, mtimeMs / 1000)
  return { home, before, run }
}

describe('a run that was cut off in the middle', () => {
  it('is told of, with its one next step, by a doctor that may do no more', async () => {
    const { home, before, run } = await halfMade()
    const was = listing(home)
    for (const words of [
      ['--no-sync'],
      ['--dry-run'],
      ['--no-sync', '--fix', '--yes', '--only', 'auth/sync'],
    ]) {
      const { stdout } = await cli(home, 'doctor', ...words)
      expect(stdout).toContain(
        `▲ warning: The run ${run} was cut off while it changed ~/${STORE}, ~/${CONFIG}.`,
      )
      expect(stdout).toContain(`next  Run \`clawdbot doctor undo ${run}\``)
    }
    const report = JSON.parse((await cli(home, 'doctor', '--no-sync', '--json')).stdout)
    expect(reportFaults(report)).toEqual([])
    expect(report.interrupted).toEqual([
      { run, while: 'making', paths: [join(home, STORE), join(home, CONFIG)] },
    ])
    expect(listing(home)).toEqual(was)
    expect((await cli(home, 'doctor', 'history')).stdout).toContain(' · interrupted · ')
    expect((await cli(home, 'doctor', 'undo')).code).toBe(0)
    expect(patientOf(home)).toEqual(before)
    expect((await cli(home, 'doctor', '--no-sync')).stdout).not.toContain('cut off')
  }, 60_000)

  it('is rolled back by --fix --yes, which says so', async () => {
    const { home, before, run } = await halfMade()
    const { stdout } = await cli(home, 'doctor', '--fix', '--yes', '--only', 'auth/sync', '--json')
    const report = JSON.parse(stdout)
    expect(report.interrupted).toBeUndefined()
    expect(report.changes).toContainEqual(
      expect.objectContaining({ fix: 'doctor/recover', subject: `run:${run}`, status: 'applied' }),
    )
    expect(patientOf(home)).toEqual(before)
    expect((await cli(home, 'doctor', 'history')).stdout).toContain(' · rolled back · ')
  }, 60_000)

  it.skipIf(process.platform === 'win32').each([
    ['moved to', [], '\r', 'rolled back'],
    ['typed as its letter', ['--plain'], 'x\rr\r', 'rolled back'],
    ['left as it is where the input ends', [], '\u0004', 'interrupted'],
    ['left as it is where the input of --plain ends', ['--plain'], '\u0004', 'interrupted'],
  ])('is asked about on a terminal: what is to be done is %s', async (_, flags, keys, state) => {
    const { home } = await halfMade()
    const session = openTerminal(['doctor', '--fix', '--only', 'auth/sync', ...flags], { home })
    await session.see('What is to be done?')
    await session.see(flags.length === 0 ? 'Leave it as it is' : '[r/c/l]')
    session.type(keys)
    await session.ended
    expect((await cli(home, 'doctor', 'history')).stdout).toContain(` · ${state} · `)
  })
})

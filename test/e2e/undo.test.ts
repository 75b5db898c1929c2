import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { giveTo, isRoot, NOBODY } from './said.js'
import { faultsBy } from './schemas.js'

const undoFaults = faultsBy('undo.v1.json')
const historyFaults = faultsBy('history.v1.json')

const OTHER = '.clawdbot/agents/work/agent/auth-profiles.json'
const RUNS = '.clawdbot/doctor/runs'
const ENV = { CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot' }

// Not as this program would print it, and open to everybody.
const storeText = (mark: string) => ({
  text: `{ "version":1, "odd": "${mark}",
    "profiles": {"anthropic:manual":{"type":"token","provider":"anthropic","token":"${token('oat', mark)}"}},
    "order": {"anthropic":["gone:one","anthropic:manual"]} }`,
  mode: 0o644,
})

/** A home with much to mend, in files of several agents; agent `new` has no store at all. */
const sickHome = (): string => {
  const home = makeHome({
    [CREDENTIALS]: login(Date.now() + 8 * hour),
    [CONFIG]: { json: { agents: { list: [{ id: 'main' }, { id: 'work' }, { id: 'new' }] } } },
    [STORE]: storeText('main'),
    [OTHER]: storeText('work'),
  })
  chmodSync(join(home, CREDENTIALS), 0o644)
  for (const path of [CREDENTIALS, CONFIG, STORE, OTHER])
    utimesSync(join(home, path), 1_700_000_000.125, 1_700_000_000.125)
  return home
}

/** Everything but this program's own records, and the times of folders, which change with what is written in them. */
const patientOf = (home: string) =>
  Object.fromEntries(
    Object.entries(listing(home))
      .filter(([path]) => !path.startsWith('/.clawdbot/doctor') && !path.startsWith('/.local'))
      .map(([path, told]) => [
        path,
        told.startsWith('folder') ? told.split(' ').slice(0, 3).join(' ') : told,
      ]),
  )

const cli = (home: string, ...words: readonly string[]) => runCli(words, { home, env: ENV })
const fix = (home: string) => cli(home, 'doctor', '--fix', '--yes')
const undo = (home: string, ...words: readonly string[]) => cli(home, 'doctor', 'undo', ...words)
const runsOf = (home: string): readonly string[] => readdirSync(join(home, RUNS)).sort()

describe('doctor undo', () => {
  it('puts all back that a fix changed, its sync included, and twice is as good as once', async () => {
    const home = sickHome()
    const before = patientOf(home)
    expect((await cli(home, 'doctor', 'history')).stdout).toBe('Nothing has been changed yet.\n')
    expect((await undo(home)).stdout).toBe('Nothing has been changed yet: there was nothing to undo.\n')
    await fix(home)
    const fixed = listing(home)
    expect(patientOf(home)).not.toEqual(before)

    const shown = await undo(home, '--dry-run')
    expect(shown.code, shown.stderr).toBe(0)
    expect(shown.stdout).toMatch(/^Nothing was written\. Undoing the run \S+ would be:/)
    expect(shown.stdout).toContain('"gone:one"')
    expect(shown.stdout).not.toContain('sk-ant')
    expect(listing(home)).toEqual(fixed)

    const done = await undo(home, '--json')
    expect(done.code, done.stderr).toBe(0)
    const document = JSON.parse(done.stdout)
    expect(undoFaults(document)).toEqual([])
    expect(document).toMatchObject({ status: 'done', kept: [], run: runsOf(home)[0] })
    expect(document.restored).toContain(join(home, STORE))
    expect(patientOf(home)).toEqual(before)

    const once = listing(home)
    const again = await undo(home)
    expect([again.code, again.stdout]).toEqual([
      0,
      `The run ${document.run} is undone already: there was nothing to undo.\n`,
    ])
    expect((await undo(home, document.run.slice(0, 12))).code).toBe(0)
    expect(listing(home)).toEqual(once)
    const history = JSON.parse((await cli(home, 'doctor', 'history', '--json')).stdout)
    expect(historyFaults(history)).toEqual([])
    expect(history.runs.map(({ state }: { state: string }) => state)).toEqual(['undone'])
    expect(listing(home)).toEqual(once)
  }, 60_000)

  it('refuses, and names each file, where something else has changed one since', async () => {
    const home = sickHome()
    await fix(home)
    appendFileSync(join(home, STORE), '\n')
    writeFileSync(join(home, OTHER), '{}')
    const was = patientOf(home)
    for (const words of [[], ['--dry-run']]) {
      const { code, stderr } = await undo(home, ...words)
      expect(code).toBe(3)
      for (const path of [STORE, OTHER])
        expect(stderr).toContain(`${join(home, path)}: something else has changed it since`)
    }
    expect(patientOf(home)).toEqual(was)
  }, 60_000)

  it('undoes an earlier run only after the later ones that changed the same files', async () => {
    const home = sickHome()
    const before = patientOf(home)
    await cli(home, 'doctor')
    await fix(home)
    const [first = '', second = ''] = runsOf(home)
    const { code, stderr } = await undo(home, first)
    expect(code).toBe(3)
    expect(stderr).toContain(`was changed again by the run ${second}.`)
    expect(stderr).toContain(`\`clawdbot doctor undo ${second}\``)
    const both = await undo(home, '2')
    expect(both.code).toBe(3)
    expect(both.stderr).toContain(`${first}, ${second}`)
    const none = await undo(home, '1999')
    expect([none.code, none.stderr.includes(second)]).toEqual([3, true])
    for (const name of [second, first]) expect((await undo(home, name)).code).toBe(0)
    expect(patientOf(home)).toEqual(before)
  }, 60_000)

  it('leaves a journal that it cannot read alone, and says which', async () => {
    const home = sickHome()
    await fix(home)
    const [run = ''] = runsOf(home)
    const journal = join(home, RUNS, run, 'journal.jsonl')
    const text = readFileSync(journal, 'utf8')
    writeFileSync(journal, text.replace('"version":1', '"version":2'))
    const was = patientOf(home)
    const { code, stderr } = await undo(home)
    expect(code).toBe(3)
    expect(stderr).toContain(`${journal}: it was written by a newer version of this program`)
    expect((await cli(home, 'doctor', 'history')).stdout).toContain('written by a newer version')
    expect(patientOf(home)).toEqual(was)
    // A line that its writer died in spoils no other.
    writeFileSync(journal, `${text}{"event":"un`)
    expect((await undo(home)).code).toBe(0)
  }, 60_000)

  it.runIf(isRoot)(
    'gives files back to whom they belonged',
    async () => {
      const home = sickHome()
      giveTo(home, NOBODY)
      chownSync(join(home, STORE), NOBODY, 7)
      const before = patientOf(home)
      await fix(home)
      expect((await undo(home)).code).toBe(0)
      expect(patientOf(home)).toEqual(before)
      expect(statSync(join(home, STORE)).gid).toBe(7)
    },
    60_000,
  )

  it.runIf(isRoot)(
    'refuses before it begins where its own records may not be written',
    async () => {
      const home = sickHome()
      giveTo(home, NOBODY)
      const as = { home, env: ENV, unprivileged: true }
      expect((await runCli(['doctor', '--fix', '--yes'], as)).code).toBeLessThan(3)
      const [run = ''] = runsOf(home)
      giveTo(join(home, '.clawdbot/doctor'), 0)
      for (const path of ['.clawdbot/doctor', RUNS, join(RUNS, run)]) chmodSync(join(home, path), 0o755)
      for (const name of readdirSync(join(home, RUNS, run))) chmodSync(join(home, RUNS, run, name), 0o644)
      const was = listing(home)
      const { code, stderr } = await runCli(['doctor', 'undo'], as)
      expect(code).toBe(3)
      expect(stderr).toContain('journal.jsonl: it may not be written')
      expect(listing(home)).toEqual(was)
      expect(existsSync(join(home, `${STORE}.lock`))).toBe(false)
    },
    60_000,
  )
})

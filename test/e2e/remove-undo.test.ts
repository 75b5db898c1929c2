import { appendFileSync, chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, listing, makeHome, runCli, STORE, token } from './cli.js'

const MANUAL = 'anthropic:manual'
const WORK = 'anthropic:work'
const RUNS = '.clawdbot/doctor/runs'

// Neither as this program would print it.
const STORE_TEXT = `{"version":1,
   "profiles": { "${MANUAL}": {"type":"token","provider":"anthropic","token":"${token('oat', 'manual')}"},
     "${WORK}": {"type":"api_key","provider":"anthropic","key":"plain-words-key"} },
   "order": {"anthropic": ["${MANUAL}", "${WORK}"]}, "unheard": "kept"}`
const CONFIG_TEXT = `{
  // mine
  auth: { profiles: { '${MANUAL}': { provider: 'anthropic', mode: 'token' } }, order: { anthropic: ['${MANUAL}'] } },
}`

const home = () =>
  makeHome({ [STORE]: { text: STORE_TEXT, mode: 0o640 }, [CONFIG]: { text: CONFIG_TEXT, mode: 0o644 } })
const remove = (at: string, ...words: readonly string[]) =>
  runCli(['models', 'auth', 'remove', ...words], { home: at })

/** Bytes, mode and time of what a removal changes. */
const files = (at: string) =>
  [STORE, CONFIG].map((path) => {
    const { mode, mtimeMs } = statSync(join(at, path))
    return { text: readFileSync(join(at, path), 'utf8'), mode, mtimeMs: Math.floor(mtimeMs) }
  })

const journals = (at: string): readonly string[] =>
  readdirSync(join(at, RUNS)).map((run) => join(at, RUNS, run, 'journal.jsonl'))

describe('models auth remove --undo', () => {
  it('puts store and config back byte for byte, and says so', async () => {
    const at = home()
    const before = files(at)
    expect((await remove(at, MANUAL, '--yes')).code).toBe(0)
    expect(files(at)).not.toEqual(before)
    const { code, stdout, stderr } = await remove(at, '--undo')
    expect(code, stderr).toBe(0)
    expect(stdout).toContain(`${MANUAL} is back in the store of agent main.`)
    expect(stdout).toContain(`~/${STORE}, ~/${CONFIG}`)
    expect(files(at)).toEqual(before)
    expect(journals(at).map((path) => readFileSync(path, 'utf8'))[0]).toMatch(/"event":"undone".*\n$/)
  })

  it('does nothing the second time, whatever has changed since, and says so', async () => {
    const at = home()
    await remove(at, MANUAL, '--yes')
    await remove(at, '--undo')
    appendFileSync(join(at, CONFIG), '\n')
    const was = listing(at)
    const { code, stdout } = await remove(at, '--undo')
    expect(code).toBe(0)
    expect(stdout).toContain('is undone already')
    const json = await remove(at, '--undo', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ status: 'unchanged', restored: [], isBack: true })
    expect(listing(at)).toEqual(was)
  })

  it('can undo a removal that was done again', async () => {
    const at = home()
    const before = files(at)
    for (const _ of [1, 2]) {
      await remove(at, MANUAL, '--yes')
      expect((await remove(at, '--undo')).code).toBe(0)
      expect(files(at)).toEqual(before)
    }
  })

  it('puts only the last removal back', async () => {
    const at = home()
    await remove(at, MANUAL, '--yes')
    const between = files(at)
    await remove(at, WORK, '--yes')
    const { stdout } = await remove(at, '--undo', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      agentId: 'main',
      profileId: WORK,
      status: 'done',
      isBack: true,
      restored: [`~/${STORE}`],
    })
    expect(files(at)).toEqual(between)
    expect((await remove(at, '--undo')).stdout).toContain('is undone already')
    expect(files(at)).toEqual(between)
  })

  it.each([STORE, CONFIG])('refuses where something else has changed %s since', async (path) => {
    const at = home()
    await remove(at, MANUAL, '--yes')
    appendFileSync(join(at, path), '\n')
    const was = listing(at)
    for (const words of [['--undo'], ['--undo', '--dry-run']]) {
      const { code, stderr } = await remove(at, ...words)
      expect(code).toBe(3)
      expect(stderr).toContain(join(at, path))
    }
    expect(listing(at)).toMatchObject(
      Object.fromEntries(Object.entries(was).filter(([, is]) => is.startsWith('file'))),
    )
  })

  it('refuses where a copy is not as it was', async () => {
    const at = home()
    await remove(at, MANUAL, '--yes')
    const [run = ''] = readdirSync(join(at, RUNS))
    const copy = readdirSync(join(at, RUNS, run)).find((name) => name.endsWith('before')) ?? ''
    writeFileSync(join(at, RUNS, run, copy), '{}')
    const was = files(at)
    const { code, stderr } = await remove(at, '--undo')
    expect(code).toBe(3)
    expect(stderr).toContain(copy)
    expect(files(at)).toEqual(was)
  })

  it('refuses where there is nothing to undo', async () => {
    const at = home()
    const was = listing(at)
    const { code, stdout } = await remove(at, '--undo', '--json')
    expect(code).toBe(3)
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'NOTHING_TO_UNDO',
      message: expect.stringContaining('nothing to undo'),
    })
    expect(listing(at)).toEqual(was)
  })

  it('only shows it with --dry-run, without a secret', async () => {
    const at = home()
    await remove(at, MANUAL, '--yes')
    chmodSync(join(at, STORE), 0o600)
    const was = listing(at)
    const { code, stdout, stderr } = await remove(at, '--undo', '--dry-run')
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('Nothing was written.')
    expect(stdout).toMatch(/^\+.*anthropic:manual/m)
    expect(stdout).not.toMatch(/sk-ant-|x{20}|plain-words-key/)
    expect(listing(at)).toEqual(was)
  })

  it('puts back what took two runs, the first of them killed between store and config', async () => {
    const at = home()
    const before = files(at)
    await remove(at, MANUAL, '--yes')
    const [journal = ''] = journals(at)
    const lines = readFileSync(journal, 'utf8').split('\n')
    writeFileSync(journal, `${lines.slice(0, 2).join('\n')}\n{"event":"app`)
    writeFileSync(join(at, CONFIG), CONFIG_TEXT)
    expect((await remove(at, MANUAL, '--yes')).code).toBe(0)
    const { code, stdout, stderr } = await remove(at, '--undo')
    expect(code, stderr).toBe(0)
    expect(stdout).toContain(`${MANUAL} is back`)
    expect(files(at).map(({ text, mode }) => ({ text, mode }))).toEqual(
      before.map(({ text, mode }) => ({ text, mode })),
    )
    expect((await remove(at, '--undo')).stdout).toContain('is undone already')
  })

  it.each([[['--undo', MANUAL]], [['--undo', '--agent', 'main']], [[]]])(
    'does not take %j',
    async (words) => {
      const at = home()
      const was = listing(at)
      expect((await remove(at, ...words)).code).toBe(3)
      expect(listing(at)).toEqual(was)
    },
  )
})

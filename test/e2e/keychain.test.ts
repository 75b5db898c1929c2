import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DoctorOptions, type Report, runDoctor } from '../../src/index.js'
import { renderText } from '../../src/report/text.js'
import { createCanaries, leaksIn } from './canaries.js'
import { CREDENTIALS, hour, listing, login, makeHome, STORE, token } from './cli.js'
import { machineOf } from './in-process.js'

const IN_KEYCHAIN = JSON.stringify({
  claudeAiOauth: {
    accessToken: token('oat', 'keychain'),
    refreshToken: token('ort', 'keychain'),
    expiresAt: Date.now() + 8 * hour,
    scopes: ['user:inference'],
    subscriptionType: 'max',
  },
})

interface Mac {
  /** What the stand-in for `security` does, as shell. */
  readonly security: string
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  readonly terminal?: boolean
}

/** A run as on a Mac, with what was asked of `security`, one call a line. */
const runOnMac = async (mac: Mac, options: DoctorOptions = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-mac-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const calls = join(folder, 'calls')
  const script = `#!/bin/sh\nprintf '%s|' "$@" >>"${calls}"; echo >>"${calls}"\necho $$ >"${folder}/pid"\n${mac.security}\n`
  writeFileSync(join(folder, 'security'), script, { mode: 0o755 })
  const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: mac.home, USER: 'ada', ...mac.env }
  const machine = machineOf(mac.home, { platform: 'darwin', terminal: mac.terminal ?? true, env })
  const report = await runDoctor({ machine, ...options })
  const asked = existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []
  return { report, asked, pidFile: join(folder, 'pid') }
}

const style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const textOf = (report: Report): string => renderText(report, { style, verbose: false, cli: 'clawdbot' })

const storedAccess = (home: string): unknown =>
  (JSON.parse(readFileSync(join(home, STORE), 'utf8')) as { profiles: Record<string, { access?: string }> })
    .profiles['anthropic:claude-cli']?.access

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const credentialsCheck = (report: Report) => report.checks.find(({ id }) => id === 'claude/credentials')

const print = (text: string): string => `cat <<'END'\n${text}\nEND`
const HEX = Buffer.from(IN_KEYCHAIN).toString('hex')

describe.runIf(process.platform !== 'win32')('on a Mac', () => {
  it.each([
    ['as JSON', print(IN_KEYCHAIN)],
    ['in hex', print(HEX)],
  ])('a login in the Keychain, printed %s, is copied, before one in the file', async (_, security) => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 9 * hour) })
    const { report, asked } = await runOnMac({ home, security })
    expect(storedAccess(home)).toBe(token('oat', 'keychain'))
    expect(asked).toEqual(['find-generic-password|-s|Claude Code-credentials|-a|ada|-w|'])
    expect(credentialsCheck(report)?.outcome).toBe('pass')
  })

  it('is asked once a run, also where fixes are made and all is judged again', async () => {
    const home = makeHome({ [STORE]: { text: '{"version": 1, "profiles": {}}', mode: 0o644 } })
    const { report, asked } = await runOnMac({ home, security: print(IN_KEYCHAIN) }, { fix: true, yes: true })
    expect(report.changes.filter(({ status }) => status === 'applied').length).toBeGreaterThan(1)
    expect(asked).toHaveLength(1)
  })

  it('the file counts where the Keychain holds no login', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const { report } = await runOnMac({ home, security: 'exit 44' })
    expect(storedAccess(home)).toBe(token('oat', 'access'))
    expect(credentialsCheck(report)?.outcome).toBe('pass')
  })

  it.each([
    ['locked', 'exit 36', /locked/],
    ['locked, as over SSH', 'echo "User interaction is not allowed." >&2; exit 1', /locked/],
    ['denied', 'exit 128', /may not read the Keychain item Claude Code-credentials/],
    ['failing', 'exit 9', /security ended with 9/],
    ['not JSON', 'echo nonsense', /not JSON/],
  ])('a Keychain that is %s is told as such, and never as a missing login', async (_, security, words) => {
    const home = makeHome({ '.clawdbot/agents/main/agent/keep': '' })
    const before = listing(home)
    const { report, asked } = await runOnMac({ home, security })
    expect(asked).toHaveLength(1)
    const text = textOf(report)
    expect(text).toMatch(/Keychain/)
    expect(text).toMatch(words)
    expect(text).not.toMatch(/not logged in|there is no login/)
    expect(report.summary.exitCode).toBe(1)
    expect(listing(home)).toEqual(before)
  })

  it('a login in the file is used while the Keychain is locked', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    await runOnMac({ home, security: 'exit 36' })
    expect(storedAccess(home)).toBe(token('oat', 'access'))
  })

  it('a login that is nowhere is told as such', async () => {
    const { report } = await runOnMac({ home: makeHome(), security: 'exit 44' })
    const found = report.checks.flatMap(({ findings }) => findings)
    expect(found.map(({ messageId }) => messageId)).toContain('absentOnMac')
  })

  it('a prompt that nobody answers is given up after 5 seconds, and its program ended', async () => {
    const home = makeHome()
    const began = Date.now()
    const { report, pidFile } = await runOnMac({ home, security: 'sleep 60 & wait' })
    const took = Date.now() - began
    expect(took).toBeGreaterThan(4900)
    expect(took).toBeLessThan(15_000)
    expect(textOf(report)).toMatch(/Keychain.*(answer|5 s)/)
    expect(textOf(report)).not.toMatch(/not logged in/)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  it('is not asked without a terminal, and the report says how to have it asked', async () => {
    const home = makeHome()
    const { report, asked } = await runOnMac({ home, security: print(IN_KEYCHAIN), terminal: false })
    expect(asked).toEqual([])
    expect(textOf(report)).toContain('(nobody is at a terminal to answer its prompt)')
    expect(textOf(report)).toContain('doctor --keychain` in a terminal')
    expect(textOf(report)).not.toMatch(/not logged in/)
    const allowed = await runOnMac(
      { home, security: print(IN_KEYCHAIN), terminal: false },
      { keychain: true },
    )
    expect(allowed.asked).toHaveLength(1)
    expect(storedAccess(home)).toBe(token('oat', 'keychain'))
  })

  it('is never asked with --no-keychain, nor on another system', async () => {
    const home = makeHome()
    const mac = { home, security: print(IN_KEYCHAIN) }
    expect((await runOnMac(mac, { keychain: false })).asked).toEqual([])
    const env = { PATH: '/usr/bin:/bin', HOME: home }
    const report = await runDoctor({ machine: machineOf(home, { platform: 'linux', env }), keychain: true })
    expect(textOf(report)).not.toContain('Keychain')
  })

  it.each([
    ['the default folder', undefined, ''],
    ['a folder of its own', '/Users/ada/ä', null],
    ['its default, set', '~/.claude', null],
    ['an empty one', '', ''],
  ])('the item is that of the config folder: %s', async (_, folder, suffix) => {
    const hash = createHash('sha256')
      .update((folder ?? '').normalize('NFC'))
      .digest('hex')
      .slice(0, 8)
    const env = folder === undefined ? {} : { CLAUDE_CONFIG_DIR: folder }
    const { asked } = await runOnMac({ home: makeHome(), security: 'exit 44', env })
    expect(asked).toEqual([
      `find-generic-password|-s|Claude Code-credentials${suffix ?? `-${hash}`}|-a|ada|-w|`,
    ])
  })

  it('the account is the user, or the one for users whose name does not do', async () => {
    const env = { USER: 'ada lovelace' }
    const { asked } = await runOnMac({ home: makeHome(), security: 'exit 44', env })
    expect(asked[0]).toContain('|-a|claude-code-user|')
  })

  it('nothing that it holds is told, whatever is wrong with it', async () => {
    for (const wrap of [
      (text: string) => `{"claudeAiOauth": {"accessToken": "${text}`,
      (text: string) => `${text}`,
      (text: string) => `{"claudeAiOauth": {"accessToken": "${text}", "expiresAt": "${text}"}}`,
      (text: string) =>
        `{"claudeAiOauth": {"accessToken": "${text}", "expiresAt": 5, "scopes": ["${text}"]}}`,
    ]) {
      const canaries = createCanaries()
      const { report } = await runOnMac({
        home: makeHome(),
        security: print(wrap(canaries.plantToken('oat', 'it'))),
      })
      expect(leaksIn(JSON.stringify(report) + textOf(report), canaries)).toEqual([])
    }
  })
})

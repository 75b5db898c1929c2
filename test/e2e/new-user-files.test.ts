import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLAUDE, CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE } from './cli.js'
import { storedLogin } from './homes.js'
import { expectSaid, giveTo, isRoot, NOBODY, nextSteps } from './said.js'

const good = () => login(Date.now() + 30 * hour)
const files = (more: Parameters<typeof makeHome>[0] = {}) => ({
  'bin/claude': CLAUDE,
  [CREDENTIALS]: good(),
  ...more,
})
const options = (home: string) => ({ home, env: { PATH: `${home}/bin:/usr/bin:/bin` } })

describe("Claude Code's credentials file", () => {
  it.concurrent.each<[string, string, RegExp, string]>([
    ['empty', '', /\.credentials\.json is empty/, '`claude` and log in again'],
    ['half-written', JSON.stringify(good().json).slice(0, 90), /is not JSON/, '`claude` and log in again'],
    ['no login but null', 'null', /not a login as Claude Code writes it/, '`claude` and log in again'],
    [
      'blanked',
      JSON.stringify({ claudeAiOauth: { accessToken: '', refreshToken: '', expiresAt: 0 } }),
      /was emptied, as a failed renewal leaves it/,
      '`claude` and log in again',
    ],
  ])('that is %s is told as just that', async (_, content, what, next) => {
    const home = makeHome(files({ [CREDENTIALS]: content }))
    const said = {
      code: 1,
      blocks: ['error'],
      says: [what, 'so    No credentials found'],
      never: ['missing'],
    }
    const { stdout } = await expectSaid(['doctor'], options(home), said)
    expect(nextSteps(stdout)[0]).toContain(next)
    expect(readFileSync(join(home, CREDENTIALS), 'utf8')).toBe(content)
  })

  it.concurrent('that breaks off is told with the place', async () => {
    const home = makeHome(files({ [CREDENTIALS]: '{\n  "claudeAiOauth": {' }))
    const { stdout } = await runCli(['doctor'], options(home))
    expect(stdout).toMatch(/^ {2}where ~\/\.claude\/\.credentials\.json:2:\d+$/m)
  })

  it.concurrent('that is a folder is told with the command that moves it away', async () => {
    const home = makeHome(files())
    rmSync(join(home, CREDENTIALS))
    mkdirSync(join(home, CREDENTIALS))
    const said = { code: 1, blocks: ['error'], says: ['is a folder, and should be a file'] }
    const { stdout } = await expectSaid(['doctor'], options(home), said)
    const path = join(home, CREDENTIALS)
    expect(nextSteps(stdout)[0]).toContain(`\`mv "${path}" "${path}.moved"\``)
  })

  // Root reads everything, so these need another user to run as, and root to become one.
  it.skipIf(!isRoot).concurrent.each<[string, number, RegExp, RegExp]>([
    ['its owner', NOBODY, /its mode is 0000/, /`chmod 600 ".*\.credentials\.json"`/],
    ['another user', 0, /may not be read by the user this runs as/, /`ls -ld /],
  ])('with mode 0000, of %s, is denied and not missing', async (_, owner, what, next) => {
    const home = makeHome(files())
    chmodSync(join(home, CREDENTIALS), 0)
    giveTo(home, NOBODY)
    giveTo(join(home, CREDENTIALS), owner)
    const said = { code: 1, blocks: ['error'], says: [what], never: ['not logged in', 'there is no ~'] }
    const { stdout } = await expectSaid(['doctor'], { ...options(home), unprivileged: true }, said)
    expect(nextSteps(stdout)[0]).toMatch(next)
  })
})

const STORE_COMMANDS = [
  'doctor',
  'doctor --json',
  'doctor --fix --yes --force',
  'models status',
  'models status --json',
  'models status --check',
  'models status --check --json',
  'models status --check --in-use',
  'models status --plain',
]

const FEWER = ['doctor', 'doctor --fix --yes --force', 'models status --check --json']

describe.each<[string, string, string | null]>([
  ['breaks off', '{"version": 1,\n  "profiles": {"anthropic:manual": {"type": "token",}}}', ':2:53'],
  ['is empty', '', ':1:1'],
  ['begins with garbage after a byte-order mark', '\ufeffgarbage', ':1:'],
  ['is null', 'null', null],
  ['is a list', '[]', null],
])('a store that %s', (kind, content, place) => {
  it.concurrent.each(kind === 'breaks off' ? STORE_COMMANDS : FEWER)(
    'makes `%s` exit with 1 and stays as it is, byte for byte',
    async (line) => {
      const home = makeHome(files({ [STORE]: content }))
      const before = listing(home)
      const { code, stdout, stderr } = await runCli(line.split(' '), options(home))
      expect(code, stdout + stderr).toBe(1)
      expect(listing(home)).toEqual(before)
      if (line.includes('--json')) {
        const document = JSON.parse(stdout)
        const problems =
          document.problems ?? document.checks.flatMap((check: { findings: object[] }) => check.findings)
        expect(JSON.stringify(problems)).toContain(join(home, STORE))
      } else {
        const path = `~/${STORE}${place ?? ''}`
        expect(stdout + stderr).toContain(path)
        expect(stdout + stderr).not.toContain('No credentials found')
      }
    },
  )
})

it('the line and column of a broken store are in the documents', async () => {
  const home = makeHome(files({ [STORE]: '{"version": 1,\n  "profiles": nonsense}' }))
  const status = JSON.parse((await runCli(['models', 'status', '--json'], options(home))).stdout)
  expect(status.problems).toMatchObject([{ path: join(home, STORE), line: 2, column: 15 }])
  const report = JSON.parse((await runCli(['doctor', '--json'], options(home))).stdout)
  const [finding] = report.checks.flatMap((check: { findings: object[] }) => check.findings)
  expect(finding.evidence).toEqual([{ kind: 'file', path: join(home, STORE), line: 2, column: 15 }])
})

describe("Clawdbot's config", () => {
  const commented =
    '// mine\n{ agents: { defaults: { model: { primary: "anthropic/claude-sonnet-4-5", }, }, }, /* end */ }\n'
  const included = '{agents: {defaults: {model: {primary: "anthropic/claude-sonnet-4-5"}}}}'

  it.concurrent.each<[string, Parameters<typeof makeHome>[0]]>([
    ['comments and a trailing comma', { [CONFIG]: commented }],
    ['an $include', { [CONFIG]: '{$include: "./more.json5"}', '.clawdbot/more.json5': included }],
  ])('with %s is read, and left as it is', async (_, config = {}) => {
    const home = makeHome(files(config))
    await expectSaid(['doctor'], options(home), { code: 0, blocks: [] })
    const { stdout } = await runCli(['models', 'status'], options(home))
    expect(stdout).toContain('Model      anthropic/claude-sonnet-4-5\n')
    expect(readFileSync(join(home, CONFIG), 'utf8')).toBe(config[CONFIG])
  })

  it.concurrent.each<[string, string, string]>([
    ['that cannot be parsed', '{ agents: {\n  defaults: { model: ] } }', `~/${CONFIG}:2:22`],
    ['that includes a file which is not there', '{$include: "./more.json5"}', '~/.clawdbot/more.json5'],
  ])('%s is told with its place, and left as it is', async (_, content, where) => {
    const home = makeHome(files({ [CONFIG]: content }))
    await expectSaid(['doctor'], options(home), { code: 1, blocks: ['error'], says: [where] })
    const status = await runCli(['models', 'status', '--check'], options(home))
    expect(status).toMatchObject({ code: 1, stderr: expect.stringContaining(where) })
    expect(readFileSync(join(home, CONFIG), 'utf8')).toBe(content)
  })
})

// Root may write everywhere.
describe.skipIf(!isRoot)('a home that cannot be written', () => {
  const lock = (path: string): void => {
    giveTo(path, NOBODY)
    chmodSync(path, 0o555)
  }
  const unprivileged = (home: string) => ({ ...options(home), unprivileged: true })

  it('is told by doctor and by models status, since the login cannot be saved', async () => {
    const home = makeHome(files())
    lock(home)
    const before = listing(home)
    const said = {
      code: 1,
      blocks: ['error'],
      says: ['there is a login to copy', /tried .*permission denied/],
    }
    const { stdout } = await expectSaid(['doctor'], unprivileged(home), said)
    expect(nextSteps(stdout)).toEqual(['Mend that, then run `clawdbot-doctor doctor` again.'])
    const status = await runCli(['models', 'status'], unprivileged(home))
    expect(status.stderr).toMatch(
      /^▲ warning: The login could not be copied \(agent main, .*: permission denied\.$/m,
    )
    expect(nextSteps(status.stdout)[0]).toContain('`clawdbot-doctor doctor`')
    expect(listing(home)).toEqual(before)
    chmodSync(home, 0o755)
  })

  it('is a warning while an older copy of the login is in the store', async () => {
    const profiles = { 'anthropic:claude-cli': storedLogin('old', Date.now() - hour) }
    const home = makeHome(files({ [STORE]: { json: { version: 1, profiles } } }))
    const folder = join(home, STORE, '..')
    giveTo(home, NOBODY)
    lock(folder)
    const says = [
      'may not be written by its owner',
      'so    The store of agent main holds an older',
      '▲ not done: ',
    ]
    const { stdout } = await expectSaid(['doctor'], unprivileged(home), {
      code: 2,
      blocks: ['warning'],
      says,
    })
    expect(nextSteps(stdout)[0]).toContain('`clawdbot-doctor doctor --fix`')
    const fixed = await runCli(['doctor', '--fix', '--yes'], unprivileged(home))
    expect(fixed.stderr + fixed.stdout).not.toContain('may not be written')
  })

  it('is nothing to speak of where there is nothing to save', async () => {
    const home = makeHome({ 'bin/claude': CLAUDE })
    lock(home)
    await expectSaid(['doctor'], unprivileged(home), { code: 1, blocks: ['error'], never: ['denied'] })
    chmodSync(home, 0o755)
  })
})

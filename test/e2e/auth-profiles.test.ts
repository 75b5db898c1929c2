import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  CONFIG,
  CREDENTIALS,
  type FileContent,
  hour,
  listing,
  login,
  makeHome,
  runCli,
  STORE,
  token,
} from './cli.js'
import { storeOf } from './homes.js'
import { inTerminal } from './terminal.js'

const text = (home: string, path: string): string => readFileSync(join(home, path), 'utf8')
const read = (home: string, path: string): Record<string, unknown> => JSON.parse(text(home, path))

const pasted = (mark: string) => ({ type: 'token', provider: 'anthropic', token: token('oat', mark) })
const BLOCK = {
  lastUsed: 1,
  cooldownUntil: Date.now() + hour,
  disabledUntil: Date.now() + hour,
  disabledReason: 'billing',
  errorCount: 2,
  failureCounts: { billing: 2 },
  lastFailureAt: 3,
  unheard: 'kept',
}

const MANUAL = 'anthropic:manual'
const store = (rest: object = {}): FileContent => ({
  json: {
    version: 1,
    profiles: { [MANUAL]: pasted('manual'), 'anthropic:work': pasted('work') },
    order: { anthropic: [MANUAL, 'anthropic:work'] },
    lastGood: { anthropic: MANUAL },
    usageStats: { [MANUAL]: BLOCK },
    unheard: 'kept',
    ...rest,
  },
})

const CONFIG_TEXT = `{
  // mine
  auth: {
    profiles: {
      'anthropic:manual': { provider: 'anthropic', mode: 'token' }, // stays
      'anthropic:work': { provider: 'anthropic', mode: 'token' },
    },
    order: { anthropic: ['anthropic:manual', 'anthropic:work', ] },
  },
  note: '\${NOT_SET}',
}
`
const CONFIG_WITHOUT = `{
  // mine
  auth: {
    profiles: {
      // stays
      'anthropic:work': { provider: 'anthropic', mode: 'token' },
    },
    order: { anthropic: ['anthropic:work', ] },
  },
  note: '\${NOT_SET}',
}
`

const auth = (home: string, ...words: readonly string[]) => runCli(['models', 'auth', ...words], { home })

const WITHOUT = {
  version: 1,
  profiles: { 'anthropic:work': pasted('work') },
  order: { anthropic: ['anthropic:work'] },
  unheard: 'kept',
}

describe('models auth remove', () => {
  it('takes the profile out with all that pointed at it, and keeps everything else as it was', async () => {
    const home = makeHome({ [STORE]: store(), [CONFIG]: CONFIG_TEXT })
    const { code, stdout, stderr } = await auth(home, 'remove', MANUAL, '--yes')
    expect(code, stderr).toBe(0)
    expect(stdout).toContain(`Removed ${MANUAL} from agent main (~/${STORE}).`)
    expect(stdout).toContain('To undo: `clawdbot-doctor models auth remove --undo`')
    expect(stdout).not.toContain('copies it back')
    expect(read(home, STORE)).toEqual(WITHOUT)
    expect(text(home, CONFIG)).toBe(CONFIG_WITHOUT)
  })

  it('needs --yes where nobody can be asked', async () => {
    const home = makeHome({ [STORE]: store() })
    const was = listing(home)
    for (const words of [[], ['--json']]) {
      const { code, stdout, stderr } = await auth(home, 'remove', MANUAL, ...words)
      expect(code).toBe(3)
      expect(stdout + stderr).toContain('--yes')
    }
    expect(listing(home)).toEqual(was)
  })

  it('looks the profile up before it asks for anything', async () => {
    const home = makeHome({ [STORE]: store() })
    const { code, stdout } = await auth(home, 'remove', 'anthropic:never', '--json')
    expect(code).toBe(3)
    expect(JSON.parse(stdout).error.code).toBe('UNKNOWN_PROFILE')
  })

  it('finishes what was killed between the store and the config', async () => {
    const home = makeHome({ [STORE]: { json: WITHOUT }, [CONFIG]: CONFIG_TEXT })
    const before = text(home, STORE)
    const { code, stderr } = await auth(home, 'remove', MANUAL, '--yes')
    expect(code, stderr).toBe(0)
    expect(text(home, CONFIG)).toBe(CONFIG_WITHOUT)
    expect(text(home, STORE)).toBe(before)
    expect((await auth(home, 'remove', MANUAL, '--yes')).code).toBe(3)
  })

  it.each([
    ['no store', {}],
    [
      'a store that only points at it',
      { [STORE]: store({ profiles: { 'anthropic:work': pasted('work') } }) },
    ],
  ])('takes out what still names it beside %s', async (_, files) => {
    const home = makeHome({ ...files, [CONFIG]: CONFIG_TEXT })
    const { code, stderr } = await auth(home, 'remove', MANUAL, '--yes')
    expect(code, stderr).toBe(0)
    expect(text(home, CONFIG)).toBe(CONFIG_WITHOUT)
    if (Object.hasOwn(files, STORE)) expect(read(home, STORE)).toEqual(WITHOUT)
  })

  it('only shows it with --dry-run, of store and config', async () => {
    const home = makeHome({ [STORE]: store(), [CONFIG]: CONFIG_TEXT })
    const was = listing(home)
    const { code, stdout, stderr } = await auth(home, 'remove', MANUAL, '--dry-run')
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^- {4}"anthropic:manual": \{/m)
    expect(stdout).toMatch(/^- {6}'anthropic:manual'/m)
    expect(stdout).toMatch(/"token": "\[anthropic-oauth-access [0-9a-f]+\]"/)
    expect(stdout).not.toMatch(/sk-ant-|x{20}/)
    expect(listing(home)).toEqual(was)
  })

  it('keeps a copy of the files as they were', async () => {
    const home = makeHome({ [STORE]: store(), [CONFIG]: CONFIG_TEXT })
    const before = [text(home, STORE), CONFIG_TEXT]
    await auth(home, 'remove', MANUAL, '--yes')
    const images = Object.keys(listing(join(home, '.clawdbot/doctor'))).filter((path) =>
      path.endsWith('before'),
    )
    expect(images.map((path) => text(home, `.clawdbot/doctor${path}`))).toEqual(before)
  })

  it('refuses an inherited one, naming its owner, and takes it out there for --agent main', async () => {
    const home = makeHome({ [STORE]: store(), [storeOf('work')]: { json: { version: 1, profiles: {} } } })
    const was = listing(home)
    const { code, stdout } = await auth(home, 'remove', MANUAL, '--agent', 'work', '--yes', '--json')
    expect(code).toBe(3)
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'INHERITED_PROFILE',
      message: expect.stringContaining('agent main'),
      hint: expect.stringContaining('--agent main'),
    })
    expect(listing(home)).toEqual(was)
    expect((await auth(home, 'remove', MANUAL, '--agent', 'main', '--yes')).code).toBe(0)
    expect(read(home, STORE)).toEqual(WITHOUT)
  })

  it("takes out an agent's own, and leaves what the main agent has under that id", async () => {
    const own = {
      version: 1,
      profiles: { [MANUAL]: pasted('own') },
      order: { anthropic: [MANUAL] },
      usageStats: { [MANUAL]: BLOCK },
    }
    const home = makeHome({ [STORE]: store(), [storeOf('work')]: { json: own }, [CONFIG]: CONFIG_TEXT })
    const main = text(home, STORE)
    const { code, stdout } = await auth(home, 'remove', MANUAL, '--agent', 'work', '--yes')
    expect(code).toBe(0)
    expect(stdout).toContain(`Agent work has the main agent's ${MANUAL} from now on.`)
    expect(read(home, storeOf('work'))).toEqual({
      version: 1,
      profiles: {},
      order: { anthropic: [MANUAL] },
    })
    expect(text(home, STORE)).toBe(main)
    expect(text(home, CONFIG)).toBe(CONFIG_TEXT)
  })

  it("says which agent's order still names it", async () => {
    const own = { version: 1, profiles: {}, order: { anthropic: [MANUAL, 'anthropic:work'] } }
    const home = makeHome({ [STORE]: store(), [storeOf('work')]: { json: own } })
    const { stdout } = await auth(home, 'remove', MANUAL, '--yes')
    expect(stdout).toContain('Agent work still names it')
  })

  it('refuses where the config includes a file that names it, and names the file', async () => {
    const home = makeHome({
      [STORE]: store(),
      [CONFIG]: "{ $include: './auth.json5', note: 1 }",
      '.clawdbot/auth.json5': CONFIG_TEXT,
    })
    const was = listing(home)
    const { code, stderr } = await auth(home, 'remove', MANUAL, '--yes')
    expect(code).toBe(3)
    expect(stderr).toContain(join(home, '.clawdbot/auth.json5'))
    expect(listing(home)).toEqual(was)
  })

  it('is not kept from it by an include that does not name it', async () => {
    const home = makeHome({
      [STORE]: store(),
      [CONFIG]: CONFIG_TEXT.replace('note', "$include: './more.json5', note"),
      '.clawdbot/more.json5': '{ gateway: { port: 1 } }',
    })
    expect((await auth(home, 'remove', MANUAL, '--yes')).code).toBe(0)
    expect(text(home, CONFIG)).toBe(CONFIG_WITHOUT.replace('note', "$include: './more.json5', note"))
  })

  it('says that the sync copies the login of Claude Code back', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    await auth(home, 'list')
    const { code, stdout } = await auth(home, 'remove', 'anthropic:claude-cli', '--yes')
    expect(code).toBe(0)
    expect(stdout).toContain('copies it back')
    expect(read(home, STORE)).toEqual({ version: 1, profiles: {} })
    await auth(home, 'list')
    expect(read(home, STORE)).toHaveProperty(['profiles', 'anthropic:claude-cli'])
  })

  it('takes out what Clawdbot does not even accept as a profile', async () => {
    const home = makeHome({ [STORE]: store({ profiles: { broken: { mode: 'token' } } }) })
    expect((await auth(home, 'remove', 'broken', '--yes')).code).toBe(0)
    expect(read(home, STORE).profiles).toEqual({})
  })

  it('refuses one there is not, and says which there are', async () => {
    const home = makeHome({ [STORE]: store() })
    const { code, stderr } = await auth(home, 'remove', 'constructor', '--yes')
    expect(code).toBe(3)
    expect(stderr).toContain(`${MANUAL}, anthropic:work`)
  })

  it.each<[string, string, number]>([
    ['y\r', 'yes', 0],
    ['\r', 'Enter', 3],
    ['n\r', 'no', 3],
    ['\u0003', 'Ctrl-C', 3],
  ])('asks on a terminal, where %j is %s', async (typed, _, expected) => {
    const home = makeHome({ [STORE]: store() })
    const before = text(home, STORE)
    let isTyped = false
    const { code, raw } = await inTerminal(['models', 'auth', 'remove', MANUAL], {
      home,
      onOutput: (raw, { type }) => {
        if (isTyped || !raw.includes(`Remove ${MANUAL}`)) return
        isTyped = true
        type(typed)
      },
    })
    expect(raw).toMatch(/Remove anthropic:manual from agent main\?.*y\/N/)
    expect(raw).not.toMatch(/sk-ant-|x{20}/)
    expect(code).toBe(expected)
    expect(text(home, STORE) === before).toBe(expected !== 0)
  })
})

describe('models auth clear-cooldown', () => {
  const CLEARED = { lastUsed: 1, unheard: 'kept' }

  it('removes all that blocks and is counted, and keeps the rest', async () => {
    const home = makeHome({ [STORE]: store() })
    const before = read(home, STORE)
    const { code, stdout } = await auth(home, 'clear-cooldown', MANUAL)
    expect(code).toBe(0)
    expect(stdout).toContain('Cleared cooldownUntil, disabledUntil, disabledReason, errorCount')
    expect(read(home, STORE)).toEqual({ ...before, usageStats: { [MANUAL]: CLEARED } })
    const was = listing(home)
    const again = await auth(home, 'clear-cooldown', MANUAL)
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('nothing to clear')
    expect(listing(home)).toEqual(was)
  })

  it.each<[string, Readonly<Record<string, FileContent>>, string]>([
    ["the main agent's, where the agent has none of its own", {}, STORE],
    [
      "the agent's own, where it has any",
      { [storeOf('work')]: { json: { version: 1, profiles: {}, usageStats: { [MANUAL]: BLOCK } } } },
      storeOf('work'),
    ],
  ])('clears %s', async (_, files, path) => {
    const home = makeHome({ [STORE]: store(), '.clawdbot/agents/work/agent/keep': '', ...files })
    const { code, stdout } = await auth(home, 'clear-cooldown', MANUAL, '--agent', 'work', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'done', authStorePath: `~/${path}` })
    expect(read(home, path).usageStats).toEqual({ [MANUAL]: CLEARED })
    if (path !== STORE) expect(read(home, STORE).usageStats).toEqual({ [MANUAL]: BLOCK })
  })

  it('only shows it with --dry-run', async () => {
    const home = makeHome({ [STORE]: store() })
    const was = listing(home)
    const { code, stdout } = await auth(home, 'clear-cooldown', MANUAL, '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^- +"cooldownUntil"/m)
    expect(stdout).not.toMatch(/sk-ant-|x{20}/)
    expect(listing(home)).toEqual(was)
  })

  it('clears the statistics of a profile that is gone, and refuses one that never was', async () => {
    const home = makeHome({ [STORE]: store({ usageStats: { 'anthropic:gone': BLOCK } }) })
    expect((await auth(home, 'clear-cooldown', 'anthropic:gone')).code).toBe(0)
    expect(read(home, STORE).usageStats).toEqual({ 'anthropic:gone': CLEARED })
    const { code, stdout } = await auth(home, 'clear-cooldown', 'anthropic:never', '--json')
    expect(code).toBe(3)
    expect(JSON.parse(stdout).error.code).toBe('UNKNOWN_PROFILE')
    const without = await auth(makeHome(), 'clear-cooldown', 'anthropic:never', '--json')
    expect(JSON.parse(without.stdout).error).toMatchObject({
      code: 'UNKNOWN_PROFILE',
      hint: expect.stringContaining('models auth list`'),
    })
  })
})

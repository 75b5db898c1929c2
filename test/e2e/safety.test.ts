import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE } from './cli.js'
import { homes } from './homes.js'

const names = Object.entries(homes)

const READ_ONLY = [
  'doctor --no-sync --verbose',
  'doctor --dry-run',
  'doctor --fix --yes --force --dry-run --json',
  'models status --no-sync --json --check',
]

const ALWAYS_READ_ONLY = [
  'checks list',
  'checks show auth/sync',
  'plugins list --json',
  'plugins disable codex --dry-run',
  'help',
  'doctor --help',
  'doctor --wrong',
  'models status --no-sync --plain',
  'models status --no-sync --in-use --check',
  'doctor --no-sync --dry-run --fix --yes',
  'models auth list --no-sync',
  'models auth explain --no-sync',
  'models auth order get --provider anthropic --no-sync',
  'models auth order set --provider openai openai:work --dry-run --json',
  'models auth remove openai:work --dry-run',
]

describe.each(names)('in a home with %s', (_, make) => {
  it.concurrent.each(READ_ONLY)('`%s` touches nothing, not even a time', async (line) => {
    const home = make()
    const before = listing(home)
    const { code, stderr } = await runCli(line.split(' '), { home })
    expect(code, stderr).toBeLessThan(3)
    expect(listing(home)).toEqual(before)
  })

  // Without the fix that asks the provider: there is none here, and what failed is tried, and journalled, again.
  it.concurrent.each(['doctor --fix --yes --force --skip auth/expiry', 'models status --json'])(
    'a second `%s` touches nothing that the first left',
    async (line) => {
      const home = make()
      const first = await runCli(line.split(' '), { home })
      expect(first.code, first.stderr).toBeLessThan(3)
      const before = listing(home)
      const second = await runCli(line.split(' '), { home })
      expect(listing(home)).toEqual(before)
      expect(second.code).toBe(first.code)
    },
  )
})

it.concurrent.each(ALWAYS_READ_ONLY)(
  '`%s` touches nothing of a home where everything is amiss',
  async (line) => {
    const home = homes['dead ids in the order of a config with comments']?.() ?? ''
    const before = listing(home)
    await runCli(line.split(' '), { home })
    expect(listing(home)).toEqual(before)
  },
)

it.each(names.slice(2, 4))('but `doctor --fix --yes` does change a home with %s', async (_, make) => {
  const home = make()
  const before = readFileSync(join(home, STORE), 'utf8')
  await runCli(['doctor', '--fix', '--yes'], { home })
  expect(readFileSync(join(home, STORE), 'utf8')).not.toBe(before)
})

it('what a fix brings to light is fixed by the same run', async () => {
  const home =
    homes['one dead id in the order of the store, and in the one of the config behind it']?.() ?? ''
  const { stdout } = await runCli(['doctor', '--fix', '--yes'], { home })
  expect(stdout.match(/^✔ done/gm)).toHaveLength(2)
  for (const path of [STORE, CONFIG]) expect(readFileSync(join(home, path), 'utf8')).not.toContain('gone')
})

const BOM = '\ufeff'
type Case = readonly [name: string, content: string | Buffer, place: string | null]

/** What is in the file, and the line and column that are named; null where all of it is at fault. */
const UNPARSEABLE: readonly Case[] = [
  ['nothing', '', '1:1'],
  ['white space', ' \n\t', '2:2'],
  ['an open brace', '{\n  "profiles": {', '2:16'],
  ['a word', 'garbage', '1:1'],
  ['a missing comma', '{"version": 1\n "profiles": {}}', '2:2'],
  ['null', 'null', null],
  ['a list', '[]', null],
  ['a text', '"profiles"', null],
  ['a number', '1', null],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), null],
  ['zero bytes, as a power cut leaves them', '\0\0\0\0', '1:1'],
]

const FILES: readonly (readonly [string, string, readonly Case[]])[] = [
  ['store', STORE, [...UNPARSEABLE, ['a byte-order mark', `${BOM}{"version":1,"profiles":{}}`, '1:1']]],
  ['config', CONFIG, [...UNPARSEABLE, ['a byte-order mark before garbage', `${BOM}garbage`, '1:2']]],
]

/** Every way to load them; one case goes them all, the others go the two that write most and tell most. */
const LOADING = [
  'doctor --fix --yes --force',
  'models status',
  'doctor',
  'doctor --no-sync --verbose',
  'models status --plain',
  'models status --check --in-use',
]

/** These refuse to go on without a store they can read. */
const REFUSING = [
  'models auth list',
  'models auth explain',
  'models auth order get --provider anthropic',
  'models auth order set --provider anthropic anthropic:work',
  'models auth order clear --provider anthropic',
  'models auth remove anthropic:work --yes',
  'models auth clear-cooldown anthropic:work',
  'models auth refresh',
]

it.concurrent.each(REFUSING)(
  '`%s` leaves a store that is no JSON, and tells where it goes wrong',
  async (line) => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour), [STORE]: '{\n  "profiles": {' })
    const before = listing(home)
    const { code, stdout, stderr } = await runCli(line.split(' '), { home })
    expect([1, 3], stderr).toContain(code)
    expect(stdout + stderr).toContain(`~/${STORE}:2:16`)
    expect(listing(home)).toEqual(before)
  },
)

describe.each(FILES)('a %s that cannot be read', (_, path, cases) => {
  it.concurrent.each(cases)(
    'with %s is told by place, exits with 1, and stays',
    async (_, content, place) => {
      const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour), [path]: '' })
      writeFileSync(join(home, path), content)
      const before = listing(home)[`/${path}`]
      for (const line of content === '' ? LOADING : LOADING.slice(0, 1)) {
        const { code, stdout, stderr } = await runCli(line.split(' '), { home })
        expect(code, line).toBe(1)
        const said = stdout + stderr
        expect(said, line).toContain(`~/${path}`)
        if (place !== null) expect(said, line).toMatch(new RegExp(`\\b${place}\\b`))
        expect(listing(home)[`/${path}`], line).toBe(before)
      }
      const { code, stdout } = await runCli(['models', 'status', '--json'], { home })
      const [line, column] = place?.split(':').map(Number) ?? [null, null]
      expect(code).toBe(1)
      expect(JSON.parse(stdout)).toMatchObject({ problems: [{ path: join(home, path), line, column }] })
      expect(listing(home)[`/${path}`]).toBe(before)
    },
  )
})

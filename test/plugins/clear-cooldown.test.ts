import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { clearCooldown } from '../../plugins/clawdbot/fixes/clear-cooldown.js'
import { aStore } from '../checks/facts.js'
import { undoAll } from '../fix/undo-runs.js'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const HOUR = 60 * 60 * 1000
const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'
const CLAUDE = 'anthropic:claude-cli'

let home: string
beforeEach(async () => {
  home = await makeFolder()
})

const blocked = {
  cooldownUntil: NOW + HOUR,
  disabledUntil: NOW + 2 * HOUR,
  disabledReason: 'auth',
  errorCount: 3,
  failureCounts: { auth: 3 },
  lastFailureAt: NOW - 2 * HOUR,
}
const login = {
  type: 'oauth',
  provider: 'anthropic',
  access: 'a',
  refresh: 'r',
  expires: NOW + 7 * HOUR,
  note: 'kept',
}

/** Laid out as no program would, with fields nobody knows. */
const text = `{ "version": 1, "mine": [1],
\t"profiles": ${JSON.stringify({ [CLAUDE]: login })},
\t"usageStats": { "${CLAUDE}": { "lastUsed": 5, ${JSON.stringify(blocked).slice(1, -1)}, "odd": {"deep": 1} },
\t\t"other": ${JSON.stringify(blocked)} } }
`

const put = async (content: string): Promise<void> => {
  await mkdir(dirname(join(home, STORE)), { recursive: true })
  await writeFile(join(home, STORE), content, { mode: 0o640 })
  await utimes(join(home, STORE), 1_700_000_000, 1_700_000_000)
}
const read = () => readFile(join(home, STORE), 'utf8')
const run = (consent = {}) => runCheck('auth/cooldown', { home, now: NOW, consent })
const FIX = { fix: true, yes: true }

it('takes away all six fields of one profile and nothing else, once, and can be undone to the byte', async () => {
  await put(text)
  expect(await run(FIX)).toMatchObject([{ fix: 'auth/clear-cooldown', status: 'applied' }])
  const healed = JSON.parse(await read())
  expect(healed).toEqual({
    version: 1,
    mine: [1],
    profiles: { [CLAUDE]: login },
    usageStats: { [CLAUDE]: { lastUsed: 5, odd: { deep: 1 } }, other: blocked },
  })
  const after = await stat(join(home, STORE))
  expect(await run(FIX)).toEqual([])
  expect((await stat(join(home, STORE))).mtimeMs).toBe(after.mtimeMs)
  expect(await undoAll(join(home, '.journal'))).toEqual([join(home, STORE)])
  expect(await read()).toBe(text)
  expect(await stat(join(home, STORE))).toMatchObject({ mtimeMs: 1_700_000_000_000, mode: 0o100640 })
})

it.each([
  ['is offered in a plain run', {}, 'offered'],
  ['is not done unasked', { fix: true }, 'withheld'],
  ['is only shown in a dry run', { ...FIX, dryRun: true }, 'planned'],
])('%s', async (_, consent, status) => {
  await put(text)
  expect(await run(consent)).toMatchObject([{ status }])
  expect(await read()).toBe(text)
})

it('is not offered for lack of credit', async () => {
  await put(text.replaceAll('"disabledReason":"auth"', '"disabledReason":"billing"'))
  expect(await run(FIX)).toEqual([])
})

it("clears a note of main's that an agent goes by in the store of main", async () => {
  await put(text)
  const work = join(home, '.clawdbot/agents/work/agent/auth-profiles.json')
  await mkdir(dirname(work), { recursive: true })
  const own = '{"version": 1, "profiles": {}}'
  await writeFile(work, own)
  expect(await run(FIX)).toMatchObject([{ status: 'applied', paths: [join(home, STORE)] }])
  expect(await readFile(work, 'utf8')).toBe(own)
})

const data = { agent: 'main', profile: 'p', failedAt: 5 }
const plan = (store: ReturnType<typeof aStore>) =>
  clearCooldown.plan(
    { stores: [store] },
    { check: 'auth/cooldown', messageId: 'outlived', subject: 's', data },
  )
const noted = (stats: object, over: Parameters<typeof aStore>[1] = {}) =>
  aStore({}, { store: { usageStats: { p: stats } }, ...over })

it.each([
  [
    'it has failed again',
    noted({ cooldownUntil: 1, lastFailureAt: 6 }),
    'it has failed again since it was judged',
  ],
  ['nothing is noted any more', noted({ lastUsed: 1 }), 'it is not left out any more'],
  [
    'the store cannot be read',
    noted({}, { reading: { state: 'denied' } }),
    'the store could not be read again',
  ],
])('does nothing where %s', (_, store, refuse) => {
  expect(plan(store)).toEqual({ refuse })
})

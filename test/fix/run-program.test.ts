import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunChange } from '../../src/contract/index.js'
import { commandText } from '../../src/fix/run-program.js'
import { createMachine } from '../../src/ports/machine.js'
import { makeHome } from './home.js'
import { type Ailment, admit, readJournal, type Seen, setDone } from './patient.js'

const OLD = '{}\n'

/** A store, and programs that tell in a file what they found in the store when they ran. */
const makeStore = async () => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, OLD, { mode: 0o640 })
  const log = join(home, 'log')
  const telling = (word: string, end: string): readonly string[] => {
    const [of, to] = [path, log].map((each) => JSON.stringify(each))
    const found = `fs.readFileSync(${of}, 'utf8') === ${JSON.stringify(OLD)} ? ' old ' : ' new '`
    return [process.execPath, '-e', `fs.appendFileSync(${to}, '${word}' + (${found}));${end}`]
  }
  const run = (word: string, over: Partial<RunChange> = {}, end = ''): RunChange => ({
    op: 'run',
    argv: telling(word, end),
    inverse: telling(`un${word}`, ''),
    ...over,
  })
  return { home, path, run, told: () => readFile(log, 'utf8').catch(() => '') }
}

type Store = Awaited<ReturnType<typeof makeStore>>

const treat = (store: Store, programs: readonly RunChange[], over: Partial<Ailment> = {}) =>
  admit({ ...store, plan: (seen: Seen) => [...programs, setDone(seen, 'done')], ...over }).treat()

const MISSING = ['no-such-program'] as const

const BAD: readonly (readonly [string, (store: Store) => RunChange, RegExp, string])[] = [
  [
    'ends with an error',
    ({ run }) => run('bad', {}, 'process.exit(7)'),
    /: it ended with exit code 7$/,
    'bad new ',
  ],
  [
    'is not there',
    ({ run }) => run('x', { argv: MISSING }),
    /^`no-such-program`: there is no such program$/,
    '',
  ],
  [
    'cannot start this program again',
    ({ run }) => run('x', { argv: ['{{cli}}', 'doctor'] }),
    /^`clawdbot-doctor doctor`: it cannot be started from here$/,
    '',
  ],
  [
    'does not end',
    ({ run }) => run('long', { timeoutMs: 900 }, 'setInterval(() => {}, 9)'),
    /: it did not end within 0.9 s$/,
    'long new unlong old ',
  ],
]

describe('a program of a plan', () => {
  it('runs when the files are changed, in the order of the plan, and is journaled without its output', async () => {
    const store = await makeStore()
    const programs = [store.run('one', {}, 'console.log("chat" + "ter")'), store.run('two')]
    expect(await treat(store, programs)).toMatchObject([{ status: 'applied', paths: [store.path] }])
    expect(await store.told()).toBe('one new two new ')
    const { entries } = await readJournal(store.home)
    expect(entries.map(({ event, change, code }) => [event, change, code].join(' ').trim())).toEqual([
      'run',
      'intent',
      'running 1',
      'ran 1 0',
      'running 2',
      'ran 2 0',
      'applied',
      'verified',
    ])
    expect(entries[1].changes.slice(1)).toEqual(programs)
    expect(JSON.stringify(entries)).not.toContain('chatter')
  })

  it('may be all there is to a plan', async () => {
    const store = await makeStore()
    const write = `fs.writeFileSync(${JSON.stringify(store.path)}, '{"done": true}')`
    const plan = () => [{ op: 'run', argv: [process.execPath, '-e', write], inverse: ['true'] }]
    expect(await admit({ ...store, plan, touches: true }).treat()).toMatchObject([
      { status: 'applied', paths: [] },
    ])
  })

  it.each(BAD)('that %s fails the plan, and those before it are taken back last', async (...the) => {
    const [, bad, reason, told] = the
    const store = await makeStore()
    const records = await treat(store, [store.run('one'), bad(store), store.run('never')])
    expect(records).toMatchObject([{ status: 'rolled-back', reason: expect.stringMatching(reason) }])
    expect(await store.told()).toBe(`one new ${told}unone old `)
    expect(await readFile(store.path, 'utf8')).toBe(OLD)
    const { entries, images } = await readJournal(store.home)
    expect([entries.at(-1).event, images]).toEqual(['rolled-back', []])
  })

  it('is taken back when the finding is still there afterwards', async () => {
    const store = await makeStore()
    const records = await treat(store, [store.run('one')], { isBroken: () => true })
    expect(records).toMatchObject([
      { status: 'rolled-back', reason: 'afterwards the finding was still there' },
    ])
    expect(await store.told()).toBe('one new unone old ')
  })

  it('is said to stand where nothing takes it back, and the files are as before all the same', async () => {
    const store = await makeStore()
    const inverse = { irreversible: 'the token is used up' }
    const programs = [store.run('one', { inverse }), store.run('two', { argv: MISSING })]
    const [record] = await treat(store, programs, { risk: 'review' })
    expect(record?.status).toBe('failed')
    expect(record?.reason).toMatch(/not all of it could be taken back: .* the token is used up$/)
    expect(await readFile(store.path, 'utf8')).toBe(OLD)
  })

  it('starts this very program again where a plan says so', async () => {
    const store = await makeStore()
    const self = { name: 'clawdbot', argv: store.run('again').argv }
    const again = { op: 'run', argv: ['{{cli}}'], inverse: ['{{cli}}'] }
    const plan = (seen: Seen) => [setDone(seen, 'done'), again]
    const records = await admit({ ...store, plan }, { alter: () => ({ self }) }).treat()
    expect(records).toMatchObject([{ status: 'applied' }])
    expect(await store.told()).toBe('again new ')
  })

  it('is shown and not run in a dry run', async () => {
    const store = await makeStore()
    const plan = () => [{ op: 'run', argv: ['{{cli}}', 'models', 'it is'], inverse: ['x'] }]
    const self = { name: 'clawdbot', argv: ['false'] }
    const options = { consent: { dryRun: true }, alter: () => ({ self }) }
    const records = await admit({ ...store, plan }, options).treat()
    expect(records).toMatchObject([{ status: 'planned', diff: "would run: clawdbot models 'it is'\n" }])
  })

  it.each(['argv', 'inverse'])('is refused where a secret stands in its %s', async (place) => {
    const store = await makeStore()
    const token = `sk-ant-oat01-${'x'.repeat(95)}`
    const plan = () => [store.run('x', { [place]: ['x', token] })]
    const mask = () => (text: string) => text.replaceAll(token, '[hidden]')
    const [record] = await admit({ ...store, plan }, { mask }).treat()
    expect(record?.reason).toBe("the fix test/do-it failed to plan: a program's words hold a secret")
  })
})

it.each([
  [['systemctl', '--user', 'daemon-reload'], 'systemctl --user daemon-reload'],
  [['{{cli}}', 'doctor', '{{cli}}'], "clawdbot doctor '{{cli}}'"],
  [['echo', "it's", ''], "echo 'it'\\''s' ''"],
])('a command reads as one would type it: %j', (argv, text) => {
  expect(commandText(argv, 'clawdbot')).toBe(text)
})

it('a machine that is told nothing of it cannot start this program again', () => {
  expect(createMachine({ env: {} }).self.argv).toEqual([])
})

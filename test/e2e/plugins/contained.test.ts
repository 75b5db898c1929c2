import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runDoctor } from '../../../src/app/doctor.js'
import type { Capabilities } from '../../../src/contract/index.js'
import type { OutsidePlugin } from '../../../src/engine/sandbox/outside-plugin.js'
import type { DoctorOptions, Report } from '../../../src/index.js'
import { CREDENTIALS, hour, listing, login, makeHome, STORE, token } from '../cli.js'
import { machineOf } from '../in-process.js'
import { finding, outside, pluginSource } from './plugin-folders.js'

const ONLY = { only: ['third/*'] }

const run = (plugin: OutsidePlugin, home: string, over: DoctorOptions = {}): Promise<Report> =>
  runDoctor({
    machine: machineOf(home),
    outside: [plugin],
    selection: ONLY,
    sync: false,
    timeoutMs: 5000,
    ...over,
  })

/** What a fact of the plugin's came to, as its check tells it. */
const told = async (
  collect: string,
  {
    home = makeHome(),
    granted = {},
    before = '',
    over = {},
  }: {
    home?: string
    granted?: Capabilities
    before?: string
    over?: DoctorOptions
  } = {},
): Promise<{ word: unknown; report: Report }> => {
  const source = pluginSource({
    before,
    collect,
    evaluate: `({ fact }) => [${finding('data: { word: typeof fact === "string" ? fact : JSON.stringify(fact) }')}]`,
  })
  const report = await run(outside(source, { granted }), home, over)
  const check = report.checks.find(({ id }) => id === 'third/check')
  return { word: check?.findings[0]?.data.word ?? check?.reason, report }
}

const attempt = (body: string) =>
  `async (c) => { try { ${body}; return 'done' } catch (e) { return 'refused: ' + (e.code ?? e.message) } }`
const NEEDED = `import fs from 'node:fs'; import os from 'node:os'; import v8 from 'node:v8'; import child from 'node:child_process'; import worker from 'node:worker_threads'; import trace from 'node:trace_events'; import inspector from 'node:inspector'; import net from 'node:net'`

/** Ways out that Node's own permissions, or what is taken away beside them, must close. */
const WAYS_OUT: readonly (readonly [string, string])[] = [
  ['read a file of the system', `fs.readFileSync('/etc/passwd')`],
  ['read its own environment', `fs.readFileSync('/proc/self/environ')`],
  ["read the doctor's environment", `fs.readFileSync('/proc/' + process.ppid + '/environ')`],
  ['list the root folder', `fs.readdirSync('/')`],
  ['write a file', `fs.writeFileSync(PLACE, 'x')`],
  ['write into its own folder', `fs.writeFileSync(new URL('./x', import.meta.url), 'x')`],
  ['make a folder', `fs.mkdirSync(PLACE)`],
  ['make a link', `fs.symlinkSync('/etc', PLACE)`],
  ['start a program', `child.spawnSync('/bin/true').error && (() => { throw new Error('no') })()`],
  ['start a worker', `new worker.Worker('1', { eval: true })`],
  ['open its debugger', `inspector.open(0)`],
  ['signal the doctor', `process.kill(process.ppid, 'SIGUSR1')`],
  ["open the doctor's debugger", `process._debugProcess(process.ppid)`],
  ['change its limits', `v8.setFlagsFromString('--max-old-space-size=4000')`],
  ['write a snapshot of its memory', `v8.writeHeapSnapshot(PLACE)`],
  ['write a report', `process.report.writeReport(PLACE)`],
  ['write a trace', `trace.createTracing({ categories: ['node'] }).enable()`],
  ['make the doctor slow', `os.setPriority(process.ppid, 19)`],
  ['signal by a handle of Node', `new child.ChildProcess()._handle.kill(9)`],
  [
    'connect to a host',
    `await new Promise((open, fail) => net.connect(PORT, '127.0.0.1').on('connect', open).on('error', fail))`,
  ],
  ['listen on a socket of the file system', `net.createServer().listen(PLACE)`],
  [
    'bind a socket of the file system by a handle',
    `if (new process.stdin._handle.constructor(0).bind(PLACE)) throw new Error('no')`,
  ],
  ['reach the inside of Node', `process.binding('spawn_sync')`],
  ['load a native add-on', `process.dlopen({ exports: {} }, '/x.node')`],
]

describe('a plugin cannot', () => {
  it.each(WAYS_OUT)('%s', async (_, body) => {
    const home = makeHome()
    const before = listing(home)
    const { word } = await told(
      attempt(body.replaceAll('PLACE', JSON.stringify(join(home, 'made'))).replace('PORT', '9')),
      {
        home,
        before: NEEDED,
      },
    )
    expect(word).toMatch(/^refused: /)
    expect(listing(home)).toEqual(before)
  })

  it('make a database where its Node has them', async () => {
    const home = makeHome()
    const open = `const sqlite = await import('node:sqlite'); new sqlite.DatabaseSync(${JSON.stringify(join(home, 'made'))})`
    const { word } = await told(attempt(open), { home })
    expect(word).toMatch(/^refused: /)
    expect(Object.keys(listing(home))).toEqual([''])
  })

  it('see a variable that it was not granted', async () => {
    const machine = machineOf('/nowhere', { env: { MINE: 'mine', OTHER: 'other' } })
    const home = makeHome()
    const { word } = await told('async (c) => ({ told: c.env, own: Object.keys(process.env) })', {
      home,
      granted: { env: ['MINE'] },
      over: { machine: { ...machine, home, env: { ...machine.env, HOME: home } } },
    })
    const { told: env, own } = JSON.parse(String(word)) as { told: object; own: string[] }
    expect(env).toEqual({ MINE: 'mine' })
    expect(own.filter((name) => !['LANG', 'LC_ALL', 'TZ'].includes(name))).toEqual([])
  })
})

const inHome = (home: string): string => {
  mkdirSync(join(home, '.mine/deep'), { recursive: true })
  mkdirSync(join(home, '.clawdbot/doctor'), { recursive: true })
  writeFileSync(join(home, '.mine/file'), 'mine')
  writeFileSync(join(home, '.mine/deep/file'), 'deep')
  writeFileSync(join(home, 'private'), 'private')
  writeFileSync(join(home, '.clawdbot/doctor/key'), 'key')
  symlinkSync('../private', join(home, '.mine/link'))
  symlinkSync('..', join(home, '.mine/up'))
  return home
}

/** What was asked for, with `~/.mine` and all in it granted, and what comes back. */
const ASKED: readonly (readonly [string, string, unknown])[] = [
  ['a file that is granted', `c.fs.readText(c.home + '/.mine/file')`, 'ok'],
  ['a file below a granted folder', `c.fs.readText(c.home + '/.mine/deep/file')`, 'ok'],
  ['a file that is not there', `c.fs.readText(c.home + '/.mine/none')`, 'absent'],
  ['a file that is not granted', `c.fs.readText(c.home + '/private')`, 'denied'],
  ['a file that a link leads to', `c.fs.readText(c.home + '/.mine/link')`, 'denied'],
  ['a file behind a linked folder', `c.fs.readText(c.home + '/.mine/up/private')`, 'denied'],
  ['a file behind dots', `c.fs.readText(c.home + '/.mine/../private')`, 'denied'],
  ['a folder whose name begins alike', `c.fs.list(c.home + '/.mine-too')`, 'denied'],
  ['what a link leads to', `c.fs.stat(c.home + '/.mine/link')`, 'denied'],
  ["the doctor's own records", `c.fs.readText(c.home + '/.clawdbot/doctor/key')`, 'denied'],
  ['the Keychain', `c.keychain.read('a', 'b')`, 'not-asked'],
]

describe('of what a plugin asks for', () => {
  it.each(ASKED)('%s comes back as it may', async (_, call, state) => {
    const { word } = await told(`async (c) => (await ${call}).state`, {
      home: inHome(makeHome()),
      granted: { read: ['~/.mine/**', '~/.clawdbot/**'] },
    })
    expect(word).toBe(state)
  })

  it('what was refused is in the report, and nothing that was granted', async () => {
    const collect = `async (c) => { await c.fs.stat(c.home + '/.mine/file'); await c.fs.stat('/etc/passwd'); await c.exec(['cat', '/etc/passwd']); await c.which('cat'); return 1 }`
    const { report } = await told(collect, { home: inHome(makeHome()), granted: { read: ['~/.mine/**'] } })
    expect(report.plugins?.[0]?.refused).toEqual(['read /etc/passwd', 'run cat', 'look for cat'])
  })

  it('a program that is granted runs without the rest of the environment', async () => {
    const home = makeHome()
    const machine = machineOf(home, { env: { MY_SECRET: token('oat', 'env') } })
    const { word } = await told(`async (c) => (await c.exec(['env'])).stdout`, {
      home,
      granted: { run: ['env'] },
      over: { machine },
    })
    expect(word).toContain(`HOME=${home}`)
    expect(word).not.toContain('MY_SECRET')
  })

  it('a host is reached only where it is granted, and one elsewhere only with --online', async () => {
    const server = createServer((_, response) => response.end('"hello"'))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    const ask = (url: string) => `async (c) => c.net.request({ method: 'GET', url: '${url}' })`
    const url = `http://127.0.0.1:${port}/`
    try {
      expect((await told(ask(url), { granted: { reach: ['127.0.0.1'] } })).word).toContain(
        '"outcome":"response"',
      )
      expect((await told(ask(url), { granted: { reach: [`127.0.0.1:${port}`] } })).word).toContain(
        '"status":200',
      )
      expect((await told(ask(url), { granted: { reach: ['127.0.0.1:1'] } })).word).toContain('not-allowed')
      expect((await told(ask(url))).word).toContain('not-allowed')
      const elsewhere = await told(ask('https://example.invalid/'), {
        granted: { reach: ['example.invalid'] },
      })
      expect(elsewhere.word).toContain('not-allowed')
    } finally {
      server.close()
    }
  })
})

const ACCESS = token('oat', 'stored')
const STORES = `const stores = { id: 'clawdbot/stores', needs: {}, $bundled: true, collect: async () => 0 }`

const withStore = (): string =>
  makeHome({
    [CREDENTIALS]: login(Date.now() + 100 * hour),
    [STORE]: {
      json: {
        version: 1,
        profiles: { 'anthropic:manual': { type: 'token', provider: 'anthropic', token: ACCESS } },
      },
    },
  })

describe("one of the doctor's secrets", () => {
  const secretOf = `const find = (v) => v && typeof v === 'object' ? (typeof v.equals === 'function' ? v : Object.values(v).map(find).find(Boolean)) : null`
  const source = (evaluate: string, rest: Partial<Parameters<typeof pluginSource>[0]> = {}) =>
    pluginSource({
      before: `${STORES}\n${secretOf}`,
      checks: `[{ ...check, needs: { stores }, evaluate: ${evaluate} }, sibling]`,
      ...rest,
    })
  const granted = { facts: ['clawdbot/stores'] }
  const sayingIt = (report: Report) =>
    JSON.stringify(report.checks.map(({ findings, reason }) => [findings, reason]))

  it('arrives as a handle that compares and describes, without its text', async () => {
    const text = ACCESS.slice(8, 60)
    const evaluate = `({ stores }) => { const s = find(stores); return [${finding(
      `data: { word: [JSON.stringify(stores).includes('${text}') ? 'LEAKED' : 'sealed', s.kind, s.length, s.equals(s), String(s).includes('${text}')].join(' '), it: s }`,
    )}] }`
    const report = await run(outside(source(evaluate), { granted }), withStore())
    const data = report.checks.find(({ id }) => id === 'third/check')?.findings[0]?.data
    expect(data?.word).toBe(`sealed anthropic-oauth-access ${ACCESS.length} true false`)
    expect(sayingIt(report)).not.toContain(text)
  })

  it('is not there where the fact was not granted', async () => {
    const evaluate = `({ stores }) => [${finding('data: { word: stores.$outcome }')}]`
    const report = await run(outside(source(evaluate)), withStore())
    expect(report.checks.find(({ id }) => id === 'third/check')?.findings[0]?.data.word).toBe('denied')
  })

  it('is sent to no host, and written to no file, by a plugin', async () => {
    const heard: string[] = []
    const server = createServer((request, response) => {
      heard.push(JSON.stringify(request.headers))
      response.end('"x"')
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    const home = inHome(withStore())
    const leaking = `const leak = { id: 'third/leak', needs: { stores }, collect: async (c, { stores }) => {
      await c.fs.readText(c.home + '/.mine/file')
      return (await c.net.request({ method: 'GET', url: 'http://127.0.0.1:${port}/', headers: { authorization: ['Bearer ', find(stores)] } })).outcome } }`
    const plugin = outside(
      pluginSource({
        before: `${STORES}\n${secretOf}\n${leaking}`,
        checks: `[{ ...check, needs: { leak }, evaluate: ({ leak }) => [${finding('data: { word: leak }, fixes: ["third/fix"]')}] }, sibling]`,
        fixes: `[{ id: 'third/fix', title: 'Leak', risk: 'safe', needs: { stores }, touches: [leak],
          plan: ({ stores }) => [{ op: 'write', path: ${JSON.stringify(join(home, '.mine/out'))}, before: 'absent', after: { json: { it: find(stores) } } }] }]`,
      }),
      { granted: { ...granted, reach: ['127.0.0.1'], read: ['~/.mine/**'] } },
    )
    const report = await run(plugin, home, { fix: true, yes: true })
    server.close()
    expect(heard).toEqual([])
    expect(report.checks.find(({ id }) => id === 'third/check')?.findings[0]?.data.word).toBe('not-sent')
    expect(report.changes).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('not its own') },
    ])
    expect(report.plugins?.[0]?.refused.join()).toContain('send a secret that is not its own')
  })
})

const writing = (path: string): string =>
  `({ fact }) => [{ op: 'write', path: ${JSON.stringify(path)}, before: fact.sha ? { sha256: fact.sha } : 'absent', after: 'mended' }]`

const fixing = (home: string, path: string, touched = path, plan = writing(join(home, path))) =>
  pluginSource({
    collect: `async (c) => { const r = await c.fs.readText(${JSON.stringify(join(home, touched))}); return { text: r.text ?? null, sha: r.sha256 ?? null } }`,
    evaluate: `({ fact }) => fact.text === 'mended' ? [] : [${finding('fixes: ["third/fix"]')}]`,
    fixes: `[{ id: 'third/fix', title: 'Mend it', risk: 'safe', needs: { fact }, touches: [fact],
      plan: ${plan} }]`,
  })

describe("a plugin's fix", () => {
  const granted = { read: ['~/.mine/**'] }

  it('is made by the doctor where it changes what its facts have read', async () => {
    const home = inHome(makeHome())
    const report = await run(outside(fixing(home, '.mine/file'), { granted }), home, { fix: true, yes: true })
    expect(report.changes).toMatchObject([{ fix: 'third/fix', status: 'applied' }])
    expect(readFileSync(join(home, '.mine/file'), 'utf8')).toBe('mended')
    expect(report.summary.exitCode).toBe(0)
  })

  it.each([
    ['what is not among what it touches', 'private', '.mine/file'],
    ["the doctor's own records", '.clawdbot/doctor/key', '.mine/file'],
    ['what it may not read', 'private', 'private'],
  ])('is refused where it would change %s', async (_, path, touched) => {
    const home = inHome(makeHome())
    const before = readFileSync(join(home, path), 'utf8')
    const report = await run(outside(fixing(home, path, touched), { granted }), home, {
      fix: true,
      yes: true,
    })
    expect(report.changes).toMatchObject([
      { fix: 'third/fix', status: 'refused', reason: expect.stringContaining('not among what it touches') },
    ])
    expect(readFileSync(join(home, path), 'utf8')).toBe(before)
  })

  it.each([
    [
      'a new file behind a linked folder',
      `{ op: 'write', path: HOME + '/.mine/up/new', before: 'absent', after: 'x' }`,
    ],
    [
      "a file among the doctor's records behind a linked folder",
      `{ op: 'write', path: HOME + '/.mine/up/.clawdbot/doctor/new', before: 'absent', after: 'x' }`,
    ],
    [
      'the mode of a file behind a link',
      `{ op: 'chmod', path: HOME + '/.mine/link', before: 0o600, after: 0o666 }`,
    ],
    [
      'a copy of what only the doctor has read',
      `{ op: 'write', path: HOME + '/.mine/none', before: 'absent', after: { copyOf: HOME + '/${STORE}', sha256: '0'.repeat(64) } }`,
    ],
  ])('is refused where it plans %s', async (_, change) => {
    const home = inHome(withStore())
    const before = listing(home)
    const source = pluginSource({
      before: `${STORES}\nconst HOME = ${JSON.stringify(home)}`,
      collect: `async (c) => { for (const path of ['/.mine/none', '/.mine/up/new', '/.mine/up/.clawdbot/doctor/new', '/.mine/link']) await c.fs.stat(HOME + path); return 1 }`,
      evaluate: `() => [${finding('fixes: ["third/fix"]')}]`,
      fixes: `[{ id: 'third/fix', title: 'Mend it', risk: 'safe', needs: { fact, stores }, touches: [fact, stores], plan: () => [${change}] }]`,
    })
    const plugin = outside(source, { granted: { ...granted, facts: ['clawdbot/stores'] } })
    const report = await run(plugin, home, { fix: true, yes: true })
    expect(report.changes).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('not among what it touches') },
    ])
    expect(listing(home)).toEqual(before)
  })

  it('runs no program that was not granted', async () => {
    const home = inHome(makeHome())
    const plan = `() => [{ op: 'run', argv: ['touch', ${JSON.stringify(join(home, 'made'))}], inverse: ['true'] }]`
    const source = fixing(home, '.mine/file', '.mine/file', plan)
    const report = await run(outside(source, { granted }), home, { fix: true, yes: true })
    expect(report.changes).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('wants to run touch') },
    ])
    expect(Object.keys(listing(home))).not.toContain('/made')
  })
})

describe('a plugin in a folder of which a link leads out', () => {
  it('is not started', async () => {
    const plugin = outside(pluginSource())
    symlinkSync('/etc', join(plugin.folder, 'away'))
    const report = await run(plugin, makeHome())
    expect(report.rejectedPlugins).toMatchObject([
      { reason: expect.stringContaining('the link away leads out of its folder') },
    ])
  })
})

describe('what a plugin calls a secret', () => {
  it("leaves others' findings and the report's own words as they are", async () => {
    const words = [
      'honest',
      'sibling',
      'error',
      'broken',
      'timeout',
      'loaded',
      'anthropic',
      'claude-opus-4-5',
      'bad',
    ]
    const hostile = outside(
      pluginSource({
        collect: `async (c) => ${JSON.stringify(words)}.map((word) => c.seal(word))`,
        redactors: '[{ id: "all", pattern: /[a-z]+/ }]',
        evaluate: `() => [${finding('')}]`,
      }),
    )
    const honest = outside(
      pluginSource({
        domain: 'honest',
        evaluate: `() => [${finding('data: { word: "loaded honest claude-opus-4-5" }')}]`,
      }),
      {
        id: 'honest-party',
        checks: ['honest/check', 'honest/sibling'],
      },
    )
    const report = await runDoctor({
      machine: machineOf(makeHome()),
      outside: [hostile, honest],
      selection: { only: ['third/*', 'honest/*'] },
      sync: false,
    })
    const own = report.checks.find(({ id }) => id === 'honest/check')
    expect(own?.findings[0]?.what).toBe('It is loaded honest claude-opus-4-5.')
    expect(report.summary).toMatchObject({ status: 'broken', checks: { timeout: 0 } })
    expect(report.plugins?.map(({ state }) => state)).toEqual(['loaded', 'loaded'])
  })
})

describe('a program that a plugin did not wait for', () => {
  it('is ended with the question that it was started for', async () => {
    const home = makeHome()
    const mark = `${process.pid}.${Math.round(performance.now())}`
    const collect = `async (c) => { void c.exec(['sleep', '300.${mark}'], { timeoutMs: 600000 }); await c.fs.stat('/'); return 1 }`
    await told(collect, { home, granted: { run: ['sleep'] } })
    await expect.poll(() => spawnSync('pgrep', ['-f', `sleep 300.${mark}`]).status).toBe(1)
  })
})

describe('what a plugin leaves behind', () => {
  it('makes the run unhealthy by name, where it fails when nobody listens any more', async () => {
    const source = pluginSource({
      collect: 'async () => { void Promise.reject(new Error("too late")); return 1 }',
    })
    const report = await run(outside(source), makeHome())
    expect(report.checks.map(({ outcome }) => outcome)).toEqual(['pass', 'pass'])
    expect(report.plugins?.[0]?.strays).toEqual(['too late'])
    expect(report.summary).toMatchObject({ status: 'broken', exitCode: 1 })
  })

  it('on its standard streams is kept, and holds no secret', async () => {
    const secret = token('oat', 'printed')
    const { report } = await told(
      `async (c) => { c.seal('opaque-and-mine'); console.log('hello ${secret}'); return c.seal('opaque-and-mine').length }`,
    )
    expect(report.plugins?.[0]?.printed).toContain('hello ')
    expect(JSON.stringify(report)).not.toContain(secret.slice(14, 60))
  })

  it('and what it sealed, or its own redactors find, is in no output', async () => {
    const source = pluginSource({
      collect: `async (c) => ({ sealed: c.seal('first-of-mine'), plain: 'ACME-12345678' })`,
      evaluate: `({ fact }) => [${finding(`data: { word: 'first-of-mine ' + fact.plain + ' ' + String(fact.sealed) }`)}]`,
      redactors: '[{ id: "acme", pattern: /ACME-\\d{8}/ }]',
    })
    const report = JSON.stringify(await run(outside(source), makeHome()))
    expect(report).not.toContain('first-of-mine')
    expect(report).not.toContain('ACME-12345678')
  })
})

describe('of the plugins that are there', () => {
  it('only those start whose checks are selected', async () => {
    const plugins = ['one', 'two', 'three'].map((domain) =>
      outside(pluginSource({ domain }), { id: domain, checks: [`${domain}/check`, `${domain}/sibling`] }),
    )
    const report = await runDoctor({
      machine: machineOf(makeHome()),
      outside: plugins,
      selection: { only: ['two/check'] },
    })
    expect(report.plugins?.map(({ id, state }) => [id, state])).toEqual([
      ['one', 'not-started'],
      ['two', 'loaded'],
      ['three', 'not-started'],
    ])
  })

  it('many more than the machine has cores all come to an end', async () => {
    const plugins = Array.from({ length: 12 }, (_, index) =>
      outside(pluginSource({ domain: `p${index}` }), {
        id: `p${index}`,
        checks: index % 2 ? null : [`p${index}/check`, `p${index}/sibling`],
      }),
    )
    const report = await runDoctor({
      machine: machineOf(makeHome()),
      outside: plugins,
      selection: { only: ['p[0-9]*/**'] },
    })
    expect(report.checks.map(({ outcome }) => outcome)).toEqual(Array(24).fill('pass'))
  })
})

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listing, makeHome } from '../cli.js'
import { machineOf } from '../in-process.js'
import { told } from './one-plugin.js'

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

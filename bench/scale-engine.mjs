// One run of the engine, in a process of its own: `node bench/scale-engine.mjs bare|silent|terminal|pty|wait|stuck CHECKS`.
// `pty` and `stuck` draw on the terminal that they are run in; `pty` writes its result to the file that is named last.
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Writable } from 'node:stream'
import { Listr } from 'listr2'
import { createFactStore } from '../dist/src/engine/fact-store.js'
import { runChecks } from '../dist/src/engine/run-checks.js'
import { createMachine } from '../dist/src/ports/machine.js'

const [what = 'silent', count = '1000', told = ''] = process.argv.slice(2)
const CONCURRENCY = 8
const WAIT_MS = 50
const numbers = Array.from({ length: Number(count) }, (_, number) => number)
const { probes } = createMachine({ env: {}, home: tmpdir(), cwd: tmpdir() })

const shared = { id: 'f/one', needs: {}, collect: async () => 1 }
const stuck = { id: 'f/stuck', needs: {}, collect: () => new Promise(() => setTimeout(() => {}, 60_000)) }
const waiting = (/** @type {number} */ number) => ({
  id: `f/wait-${number}`,
  needs: {},
  collect: () => new Promise((resolve) => setTimeout(resolve, WAIT_MS, 1)),
})
const checks = numbers.map((number) => ({
  id: `a/check-${number}`,
  title: `All is well with ${number}`,
  docsUrl: '',
  severity: /** @type {const} */ ('warning'),
  tags: [],
  needs: { it: what === 'wait' ? waiting(number) : what === 'stuck' ? stuck : shared },
  messages: { bad: { what: 'It is bad.', why: 'It hurts.' } },
  evaluate: () => [],
}))

const screen = Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), {
  isTTY: true,
  columns: 80,
  rows: 24,
  hasColors: () => false,
  getColorDepth: () => 1,
})

/** @type {Record<string, { stream: NodeJS.WriteStream, rows: number }>} */
const terminals = {
  terminal: { stream: /** @type {NodeJS.WriteStream} */ (/** @type {unknown} */ (screen)), rows: 24 },
  pty: { stream: process.stderr, rows: process.stderr.rows },
  stuck: { stream: process.stderr, rows: process.stderr.rows },
}

const bare = () =>
  new Listr(
    numbers.map((number) => ({ title: `task ${number}`, task: async () => undefined })),
    { concurrent: CONCURRENCY, exitOnError: false, registerSignalListeners: false, renderer: 'silent' },
  ).run()
const ours = () =>
  runChecks(checks, createFactStore(probes, { timeoutMs: 60_000, settings: {} }), {
    concurrency: CONCURRENCY,
    timeoutMs: 60_000,
    terminal: terminals[what] ?? null,
  })

// The first time, what is measured is how long it takes to compile.
if (what !== 'wait' && what !== 'stuck') await (what === 'bare' ? bare() : ours())
const began = performance.now()
await (what === 'bare' ? bare() : ours())
const ms = performance.now() - began
const megabytes = process.resourceUsage().maxRSS / 1024
const ideal = Math.ceil(numbers.length / CONCURRENCY) * WAIT_MS
const result = JSON.stringify({ ms, megabytes, ideal })
if (told === '') process.stdout.write(result)
else writeFileSync(told, result)
process.exit()

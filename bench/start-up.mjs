// How long a command takes from start to end, as a ratio to bare Node in the same run: `node bench/start-up.mjs [runs]`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const runs = Number(process.argv[2] ?? 15)
const script = fileURLToPath(new URL('../bin/run.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'doctor-bench-'))
// Extra certificates double what bare Node takes to start.
const env = { PATH: process.env.PATH, HOME: home }

const measured = {
  'node -e 0': ['-e', '0'],
  '--version': [script, '--version'],
  'checks list': [script, 'checks', 'list'],
  'models status --json': [script, 'models', 'status', '--json'],
  'doctor --json': [script, 'doctor', '--json'],
}

/** @type {Map<string, number[]>} */
const times = new Map(Object.keys(measured).map((name) => [name, []]))
// Interleaved, so that a busy moment of the machine falls on all of them.
for (let run = 0; run < runs; run++)
  for (const [name, words] of Object.entries(measured)) {
    const began = performance.now()
    spawnSync(process.execPath, words, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
    times.get(name)?.push(performance.now() - began)
  }
rmSync(home, { recursive: true, force: true })

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const bare = median(times.get('node -e 0') ?? [])
for (const [name, values] of times)
  process.stdout.write(
    `${name.padEnd(22)} ${(median(values) / bare).toFixed(1).padStart(5)} × bare Node  (median ${median(values).toFixed(0)} ms of ${runs})\n`,
  )

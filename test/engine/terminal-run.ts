import { writeFileSync } from 'node:fs'
import { runChecks } from '../../src/engine/run-checks.js'
import { HOSTILE, healthy } from './hostile.js'
import { aCheck, aFact, aStore, never, SHORT_MS } from './samples.js'

/** Run in a real terminal by terminal.test.ts: `node terminal-run.js hostile FILE` or `node terminal-run.js waits COUNT`. */
const [what, file = ''] = process.argv.slice(2)
const { stderr } = process
const terminal = stderr.isTTY ? { stream: stderr, rows: stderr.rows } : null

if (what === 'hostile') {
  const all = HOSTILE.flatMap((each, n) => [each, ...healthy(`healthy-${n}`)]).map((each) => each.check)
  const slow = aFact('slow/slow', () => new Promise((resolve) => setTimeout(resolve, 300, 1)))
  const checks = [...all, aCheck('slow/check', { needs: { slow } })]
  const results = await runChecks(checks, aStore(60_000), { concurrency: 100, timeoutMs: SHORT_MS, terminal })
  const outcomes = results.map(({ check, outcome }) => [check.id, outcome])
  writeFileSync(file, JSON.stringify({ onTerminal: terminal !== null, outcomes }))
} else {
  const checks = Array.from({ length: Number(file) }, (_, n) => {
    const waits = { ...aFact(`waits/n${n}`, () => 1), collect: () => never }
    return aCheck(`waits/n${n}`, { title: `Waits ${n}`, needs: { waits } })
  })
  await runChecks(checks, aStore(60_000), { concurrency: 40, timeoutMs: 60_000, terminal })
}

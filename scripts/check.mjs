// `npm run check`: every static check, none of which can pass by looking at nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, say } from './root.mjs'
import { npm } from './run.mjs'

const FEWEST_MODULES = 20

/** @param {string} output */
function sawModules(output) {
  const modules = Number(/(\d+) modules/.exec(output)?.[1] ?? 0)
  if (modules < FEWEST_MODULES) throw new Error(`It saw ${modules} modules: it cannot have read the sources.`)
}

/** @param {string} output */
function sawEntries(output) {
  for (const entry of ['clawdbot-doctor', 'clawdbot-doctor/testing'])
    if (!output.includes(`"${entry}"`)) throw new Error(`It did not see the entry ${entry}.`)
}

/** Of the checks that say what they looked at. */
const SAW = new Map([
  ['check:imports', sawModules],
  ['check:exports', sawEntries],
])

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const names = Object.keys(scripts).filter((name) => name.startsWith('check:'))
let failed = 0
for (const name of names) {
  try {
    const output = npm(name, ['run', '--silent', name])
    SAW.get(name)?.(output)
    say(`✔ ${name}`)
  } catch (error) {
    failed += 1
    say(`✖ ${name}\n${error instanceof Error ? error.message : error}`)
  }
}
process.stdout.write(`${names.length - failed} checks passed, ${failed} failed\n`)
process.exitCode = failed ? 1 : 0

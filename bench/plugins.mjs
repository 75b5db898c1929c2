// What it costs to run plugins of other people: `node bench/plugins.mjs [rounds]`. What they add to a command that does
// not use them is measured in scale.mjs.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { tell } from './figure.mjs'
import { makeHome, writeFiles } from './homes.mjs'
import { byRound, printTable, rowsOf, timesOf } from './measure.mjs'
import { writeResult } from './result.mjs'

const MANY = 100
const rounds = Number(process.argv[2] ?? 9)

const source = (/** @type {string} */ name) => `
const fact = { id: '${name}/fact', needs: {}, collect: async () => 1 }
const check = { id: '${name}/check', title: 'All is well', docsUrl: '', severity: 'error', tags: [], needs: { fact },
  messages: { bad: { what: 'Bad.', why: 'So.', next: 'Do.' } }, evaluate: () => [] }
export default { apiVersion: 1, id: '${name}', facts: [fact], checks: [check], fixes: [], redactors: [] }
`

const manifest = (/** @type {string} */ name) => ({
  name,
  version: '1.0.0',
  type: 'module',
  'clawdbot-doctor': { apiVersion: '^1', entry: './index.js', checks: [`${name}/check`] },
})

/** A home with as many linked plugins, each with one check. @param {number} count */
const homeWith = (count) => {
  const home = makeHome(`plugins-${count}`)
  const names = Array.from({ length: count }, (_, number) => `plugin-${number}`)
  for (const name of names)
    writeFiles(home, { [`${name}/package.json`]: manifest(name), [`${name}/index.js`]: source(name) })
  const consent = (/** @type {string} */ name) => {
    const folder = join(home, name)
    const agreedAt = new Date(0).toISOString()
    return {
      version: '1.0.0',
      integrity: null,
      origin: 'linked',
      source: folder,
      folder,
      granted: {},
      agreedAt,
    }
  }
  const plugins = Object.fromEntries(names.map((name) => [name, consent(name)]))
  writeFiles(home, { '.clawdbot/doctor/installed/consents.json': { version: 1, plugins } })
  return home
}

const script = join(import.meta.dirname, '..', 'bin', 'run.js')
const ofHost = [script, 'doctor', '--json', '--only', 'host/*']
const ofPlugins = [...ofHost, '--only', 'plugin-*/*']
const passed = (/** @type {string} */ check) => new RegExp(`"id": "${check}",[^}]*"outcome": "pass"`)
// What the others find depends on the machine.
const found = [0, 1, 2]

const [none, one, many] = [homeWith(0), homeWith(1), homeWith(MANY)]
const times = timesOf(
  {
    'node -e 0': { home: none, words: ['-e', '0'] },
    'no plugin': { home: none, words: ofHost, ends: found, says: passed('host/clock') },
    '1 plugin': { home: one, words: ofPlugins, ends: found, says: passed('plugin-0/check') },
    [`${MANY} plugins`]: {
      home: many,
      words: ofPlugins,
      ends: found,
      says: passed(`plugin-${MANY - 1}/check`),
    },
  },
  rounds,
)
const cases = rowsOf(times)
printTable(
  `doctor --only host/* with plugins of others, Node ${process.versions.node}, ${rounds} rounds`,
  cases,
)

const cores = availableParallelism()
const extra = byRound(times[`${MANY} plugins`], times['no plugin'], (some, no) => (some - no) / MANY)
const bare = times['node -e 0']?.rounds ?? []
const rows = [
  tell(`each of ${MANY} plugins, ${cores} at once`, extra, 'ms'),
  tell(
    `one plugin's time of one core, to bare Node`,
    extra.map((ms, round) => (ms * cores) / (bare[round] ?? Number.NaN)),
    '×',
  ),
]
writeResult('plugins', { rounds, cases, rows })

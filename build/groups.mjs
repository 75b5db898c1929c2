import { basename, join } from 'node:path'

/** What some runs call, each for itself: a config with comments, a pattern of checks, a place in a file. */
const SOME_CALL = ['@humanwhocodes/momoa', 'dotenv', 'json5', 'picomatch', 'semver']
/** What the runs of fast commands hardly ever call, of what they may: libraries of oclif's, and what else uses them. */
const SELDOM = [
  'ansi-regex',
  'ansi-styles',
  'balanced-match',
  'brace-expansion',
  'clean-stack',
  'cli-spinners',
  'color-convert',
  'color-name',
  'debug',
  'ejs',
  'emoji-regex',
  'escape-string-regexp',
  'fdir',
  'get-east-asian-width',
  'get-package-type',
  'has-flag',
  'indent-string',
  'is-fullwidth-code-point',
  'isexe',
  'lilconfig',
  'minimatch',
  'ms',
  'string-width',
  'strip-ansi',
  'supports-color',
  'tinyglobby',
  'which',
  'widest-line',
  'wordwrap',
  'wrap-ansi',
]
/** Of oclif, what runs a command that is well formed; its help, its errors and its looking for plugins are seldom called. */
const OCLIF_RUNS = [
  'cache',
  'command',
  'config/config',
  'config/index',
  'config/plugin-loader',
  'config/util',
  'errors/index',
  'flags',
  'help/formatter',
  'help/index',
  'help/util',
  'index',
  'logger',
  'main',
  'parser/index',
  'parser/parse',
  'parser/validate',
  'performance',
  'settings',
  'util/aggregate-flags',
  'util/os',
  'util/util',
]
/** What the checks are run by. */
const IN_DOCTOR = ['colorette', 'eventemitter3', 'listr2', 'rfdc']

/** What people are shown, by `doctor` and by `models status`: a file for each, and not one for every part. */
const REPORT_TEXT = ['text.js']
const STATUS_TEXT = ['probe-text.js', 'status-faults.js', 'status-text.js']

/** What programs are started by, loaded when the first one is. */
const RUNS_PROGRAMS = ['child-run.js', 'process-tree.js']

/** @param {readonly string[]} names */
const modulesOf = (names) => new RegExp(`node_modules[\\\\/](${names.join('|')})[\\\\/]`)
const ofOclif = modulesOf(['@oclif/core'])
const runsInOclif = new RegExp(
  `@oclif[\\\\/]core[\\\\/]lib[\\\\/](${OCLIF_RUNS.join('|').replaceAll('/', '[\\\\/]')})\\.js$`,
)
const ofSeldom = modulesOf(SELDOM)
const called = SOME_CALL.map((name) => ({ name: `seldom-${basename(name)}`, test: modulesOf([name]) }))
/** What draws on terminals has newer ones of its own, which compile an expression of all emoji for 10 ms. */
const ofDrawing = /node_modules[\\/](?:cli-truncate|listr2|log-update)[\\/]node_modules/
const isSeldom = (/** @type {string} */ id) =>
  ofSeldom.test(id) || (ofOclif.test(id) && !runsInOclif.test(id))
const isInDoctor = modulesOf(IN_DOCTOR)

/**
 * Which file of the bundle a module belongs to. What the commands that have to be fastest have in common is one file,
 * `main`, and what `doctor` has beside it is another. What they may call and hardly ever do are others, each read when it is
 * called. All else is split off where it is imported when it is needed: what is in a file and not used still costs
 * something, as V8 makes a note of every function.
 * @param {string} dist
 */
export const groupsByUse = (dist) => {
  /** @type {Map<string, readonly string[]>} */
  const imported = new Map()
  /** @type {Map<string, string>} */
  const names = new Map()

  /** @param {string} from */
  const reachedFrom = (from, reached = new Set()) => {
    if (reached.has(from)) return reached
    reached.add(from)
    for (const id of imported.get(from) ?? []) reachedFrom(id, reached)
    return reached
  }
  return {
    plugin: {
      name: 'groups-by-use',
      /** @this {import('rolldown').PluginContext} */
      buildEnd() {
        for (const id of this.getModuleIds()) imported.set(id, this.getModuleInfo(id)?.importedIds ?? [])
        const command = (/** @type {string} */ id, /** @type {string} */ path) => [
          `virtual:command/${id}`,
          ...reachedFrom(join(dist, 'src', 'commands', path)),
        ]
        const texts = (/** @type {readonly string[]} */ paths) =>
          new Set(paths.flatMap((path) => [...reachedFrom(join(dist, 'src', 'report', path))]))
        const [report, status] = [texts(REPORT_TEXT), texts(STATUS_TEXT)]
        for (const id of report) names.set(id, 'text')
        for (const id of status) names.set(id, report.has(id) ? 'main' : 'status-text')
        for (const id of command('doctor', 'doctor.js')) names.set(id, 'doctor')
        for (const id of [...reachedFrom('virtual:main'), ...command('models:status', 'models/status.js')])
          names.set(id, 'main')
      },
    },
    groups: [
      ...called,
      {
        name: 'seldom-drawing',
        test: (/** @type {string} */ id) => ofSeldom.test(id) && ofDrawing.test(id),
      },
      { name: 'seldom', test: isSeldom },
      { name: 'main', test: (/** @type {string} */ id) => ofOclif.test(id) || names.get(id) === 'main' },
      {
        name: 'doctor',
        test: (/** @type {string} */ id) =>
          isInDoctor.test(id) || RUNS_PROGRAMS.includes(basename(id)) || names.get(id) === 'doctor',
      },
      ...['text', 'status-text'].map((name) => ({
        name,
        test: (/** @type {string} */ id) => names.get(id) === name,
      })),
    ],
  }
}

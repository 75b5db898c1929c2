import { basename, join } from 'node:path'

/** oclif with all that it needs to run a command, and what else is CommonJS and used by most. */
const IN_CORE = [
  '@oclif/core',
  'ansi-regex',
  'ansi-styles',
  'ansis',
  'clean-stack',
  'color-convert',
  'color-name',
  'debug',
  'dotenv',
  'ejs',
  'emoji-regex',
  'escape-string-regexp',
  'get-east-asian-width',
  'get-package-type',
  'has-flag',
  'indent-string',
  'is-fullwidth-code-point',
  'isexe',
  'json5',
  'ms',
  'picomatch',
  'semver',
  'string-width',
  'strip-ansi',
  'supports-color',
  'which',
  'widest-line',
  'wordwrap',
  'wrap-ansi',
]
/** What the checks are run by, and what finds the place of a value in a file. */
const IN_DOCTOR = ['@humanwhocodes/momoa', 'colorette', 'eventemitter3', 'listr2', 'rfdc']

/** What programs are started by, loaded when the first one is. */
const RUNS_PROGRAMS = ['child-run.js', 'process-tree.js']

/** @param {readonly string[]} names */
const modulesOf = (names) => new RegExp(`node_modules[\\\\/](${names.join('|')})[\\\\/]`)
const isInCore = modulesOf(IN_CORE)
const isInDoctor = modulesOf(IN_DOCTOR)

/**
 * Which file of the bundle a module belongs to. What the commands that have to be fastest have in common is one file,
 * `core`, and what `doctor` has beside it is another. All else is split off where it is imported when it is needed:
 * what is in a file and not used still costs something, as V8 makes a note of every function.
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
        for (const id of command('doctor', 'doctor.js')) names.set(id, 'doctor')
        for (const id of [...reachedFrom('virtual:main'), ...command('models:status', 'models/status.js')])
          names.set(id, 'core')
      },
    },
    groups: [
      { name: 'core', test: (/** @type {string} */ id) => isInCore.test(id) || names.get(id) === 'core' },
      {
        name: 'doctor',
        test: (/** @type {string} */ id) =>
          isInDoctor.test(id) || RUNS_PROGRAMS.includes(basename(id)) || names.get(id) === 'doctor',
      },
    ],
  }
}

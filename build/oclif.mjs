import { sep } from 'node:path'
import { replaced } from './replaced.mjs'

/** @type {Readonly<Record<string, readonly import('./replaced.mjs').Replacement[]>>} */
const REPLACED = {
  // Looks for its own package.json, which is not there.
  'cache.js': [
    ['getOclifCoreMeta() {', "getOclifCoreMeta() { return { name: '@oclif/core', version: OCLIF_VERSION };"],
  ],
  // Reads its own package.json, and semver with it, to find that this Node is new enough: ours is asked for by package.json.
  'index.js': [['\ncheckNodeVersion();', '\n']],
  // Reads a theme that hardly anybody has, by way of another thread.
  [`config${sep}config.js`]: [
    [
      '(0, fs_1.safeReadJson)(userThemeFile),',
      "require('node:fs').existsSync(userThemeFile) ? (0, fs_1.safeReadJson)(userThemeFile) : undefined,",
    ],
  ],
  // What it says for its own debugging needs a library that looks at the terminal first.
  'logger.js': [
    [
      'const debug_1 = __importDefault(require("debug"));',
      "const debug_1 = { default: process.env.DEBUG ? require('debug') : () => () => undefined };",
    ],
  ],
  // Opens the stream only to pass over what goes wrong there when nobody reads on: src/app/standard-streams.ts does.
  'command.js': [
    [
      `process.stdout.on('error', (err) => {
    if (err && err.code === 'EPIPE')
        return;
    throw err;
});`,
      '',
    ],
  ],
  // The help class is part of the bundle, and not to be looked for on the disk.
  [`help${sep}index.js`]: [
    [
      'async function loadHelpClass(config) {',
      "async function loadHelpClass(config) { if (typeof config.pjson.oclif?.helpClass === 'function') return config.pjson.oclif.helpClass();",
    ],
  ],
  // Asks three packages and the disk whether this is a Linux inside Windows: only a kernel of Microsoft's is.
  [`util${sep}os.js`]: [
    [
      "(await import('wsl-utils')).isWsl ?",
      "(0, node_os_1.release)().toLowerCase().includes('microsoft') && (await import('wsl-utils')).isWsl ?",
    ],
  ],
}

const EXPORTED = /^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));$/gm
const REQUIRED = /^(?:const|var) (\w+) = (__importDefault\(require\("[^"]+"\)\)|require\("[^"]+"\));$/gm

/**
 * Has every module of oclif's require another one where it is used first, and not where its file begins: most of them are
 * never used in a run, globbing, templates and help among them.
 * @param {string} code
 */
const requiredLate = (code) => {
  const late = new Map()
  const lazy = code.replaceAll(
    EXPORTED,
    'Object.defineProperty(exports, "$1", { enumerable: true, get: () => $2 });',
  )
  const rest = lazy.replaceAll(REQUIRED, (_, name, required) => {
    late.set(name, required)
    return ''
  })
  return rest.replaceAll(/(?<![\w.$])(\w+_\d+)(?![\w$])/g, (name) =>
    late.has(name) ? `(${late.get(name)})` : name,
  )
}

/**
 * A plugin of rolldown's for the modules of `@oclif/core`.
 * @param {string} version its version
 */
export const oclifParts = (version) => ({
  name: 'oclif-parts',
  transform: {
    filter: { id: /node_modules[\\/]@oclif[\\/]core[\\/]lib[\\/]/ },
    /**
     * @param {string} code
     * @param {string} id
     */
    handler(code, id) {
      const file = id.split(`core${sep}lib${sep}`)[1] ?? ''
      const text = replaced(code, id, REPLACED[file] ?? [])
      return requiredLate(text.replace('OCLIF_VERSION', () => JSON.stringify(version)))
    },
  },
})

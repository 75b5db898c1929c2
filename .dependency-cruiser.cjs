const { readFileSync } = require('node:fs')
const { join } = require('node:path')

/**
 * Who may import whom. One entry per zone: the paths it may import, and whether it may use Node's built-in modules
 * and npm libraries. Everything that is not named is a breach, type-only imports included.
 */
const CONTRACT = '^src/contract/'
const PORT_TYPES = '^src/ports/types\\.ts$'
/** What puts a throw-away home on a disk and carries out fixes there. */
const REAL_MACHINE = '^src/ports/(machine|scratch)\\.ts$'
/** Another day and another machine, which a plugin is moved to wherever it runs. */
const ELSEWHERE = '^src/sandbox/elsewhere\\.ts$'
const JSON_TEXT = '^src/json/'
const AUTH = '^src/auth/'
const ENGINE = '^src/engine/'
const FIX = '^src/fix/'
const REDACT = '^src/redact/'
const FACT_TOKENS = '^plugins/[^/]+/(facts|types)(\\.ts$|/)'
const SAME_PLUGIN = '^plugins/$1/'

const zones = [
  { name: 'contract', files: CONTRACT, may: [CONTRACT] },
  { name: 'checks', files: '^checks/', may: [CONTRACT, AUTH, FACT_TOKENS] },
  {
    name: 'plugin-parts',
    files: '^plugins/([^/]+)/(?!index\\.ts$)',
    may: [CONTRACT, AUTH, JSON_TEXT, SAME_PLUGIN],
  },
  { name: 'plugin-index', files: '^plugins/([^/]+)/index\\.ts$', may: [CONTRACT, '^checks/', SAME_PLUGIN] },
  { name: 'json', files: JSON_TEXT, may: [JSON_TEXT], libraries: true },
  {
    name: 'auth',
    files: AUTH,
    may: [AUTH, CONTRACT, JSON_TEXT, PORT_TYPES],
    builtins: true,
    libraries: true,
  },
  { name: 'ports', files: '^src/ports/', may: ['^src/ports/', CONTRACT], builtins: true, libraries: true },
  { name: 'engine', files: ENGINE, may: [ENGINE, CONTRACT, PORT_TYPES], builtins: true, libraries: true },
  { name: 'redact', files: REDACT, may: [REDACT, CONTRACT, PORT_TYPES], builtins: true },
  // A program of its own, in another process: it speaks with the engine only by messages.
  { name: 'sandbox', files: '^src/sandbox/', may: ['^src/sandbox/', CONTRACT, ENGINE], builtins: true },
  {
    name: 'fix',
    files: FIX,
    may: [FIX, CONTRACT, JSON_TEXT, PORT_TYPES, REDACT, ENGINE],
    builtins: true,
    libraries: true,
  },
  {
    name: 'report',
    files: '^src/report/',
    may: ['^src/report/', CONTRACT, REDACT],
    builtins: true,
    libraries: true,
  },
  // Files that came from somebody else are read here, as bytes: nothing of them reaches a disk.
  {
    name: 'archive',
    files: '^src/archive/',
    may: ['^src/archive/'],
    builtins: true,
    libraries: true,
  },
  {
    name: 'testing',
    files: '^src/testing/',
    may: ['^src/testing/', CONTRACT, ENGINE, FIX, REDACT, PORT_TYPES, REAL_MACHINE, ELSEWHERE],
    builtins: true,
  },
]

/** The composition root: it may import anything but commands. */
const COMPOSITION = '^(src/(commands|app)/|src/index\\.ts$|plugins/index\\.ts$)'

/** What the program is made of; what follows is for development. */
const [made] = readFileSync(join(__dirname, 'docs', 'dependencies.md'), 'utf8').split('## For development')
const libraries = [...made.matchAll(/^- `([^`]+)`:/gm)].map(([, name]) => name)

const importsOnly = ({ name, files, may, builtins, libraries }) => [
  {
    name: `${name}-imports`,
    comment: `${name} may import its own files and ${may.join(', ')}`,
    severity: 'error',
    from: { path: files },
    to: { pathNot: [...may, '(^|/)node_modules/'], dependencyTypesNot: ['core', 'unknown'] },
  },
  ...(builtins
    ? []
    : [
        {
          name: `${name}-no-builtins`,
          comment: `${name} holds data and pure functions: nothing of Node's`,
          severity: 'error',
          from: { path: files },
          to: { dependencyTypes: ['core'] },
        },
      ]),
  ...(libraries
    ? []
    : [
        {
          name: `${name}-no-libraries`,
          comment: `${name} needs no library`,
          severity: 'error',
          from: { path: files },
          to: { path: '(^|/)node_modules/' },
        },
      ]),
]

const SOURCE = '^(src|checks|plugins)/'
const MACHINE_MODULES =
  '^(node:)?(fs|fs/promises|child_process|cluster|http|https|http2|net|tls|dgram|dns|dns/promises|sqlite)$'
const MACHINE_LIBRARIES = '(^|/)node_modules/(undici|which|write-file-atomic|proper-lockfile|tar)/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...zones.flatMap(importsOnly),
    {
      name: 'every-file-has-a-zone',
      comment: 'a folder that no zone names would escape every rule',
      severity: 'error',
      from: { path: SOURCE, pathNot: [COMPOSITION, ...zones.map((zone) => zone.files)] },
      to: {},
    },
    {
      name: 'machine-only-in-ports',
      comment: 'files, processes and the network are reached through src/ports alone',
      severity: 'error',
      from: { path: SOURCE, pathNot: ['^src/ports/', '^src/sandbox/wire\\.ts$'] },
      to: { path: [MACHINE_MODULES, MACHINE_LIBRARIES] },
    },
    {
      name: 'nothing-from-commands',
      comment: 'commands are the outermost layer: what two of them share belongs in src/app',
      severity: 'error',
      from: {},
      to: { path: '^src/commands/' },
    },
    {
      name: 'no-check-from-check',
      comment: 'each check stands alone; what two of them judge by belongs in src/auth',
      severity: 'error',
      from: { path: '^checks/' },
      to: { path: '^checks/' },
    },
    {
      name: 'no-foreign-plugin',
      comment: "a plugin does not reach into another plugin's inside",
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: '^plugins/[^/]+/', pathNot: '^plugins/$1/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      // The oldest Node that is supported, which these rules may be run by, does not have it.
      to: { couldNotResolve: true, pathNot: '^node:sqlite$' },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'what is published may use only what package.json lists',
      severity: 'error',
      from: { path: SOURCE },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-bundled', 'deprecated'] },
    },
    {
      name: 'described-libraries-only',
      comment:
        'what is published is bundled with its libraries, each of which docs/dependencies.md gives the reason for',
      severity: 'error',
      from: { path: SOURCE },
      to: {
        path: '(^|/)node_modules/',
        // Of @types there are types alone: nothing of them is there when the program runs.
        pathNot: `(^|/)node_modules/(@types|${libraries.join('|')})/`,
      },
    },
  ],
  options: {
    // A package of its own, which sees no more of this one than any other does.
    exclude: { path: '^plugins/example-disk-quota/' },
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}

import { release } from 'node:os'
import { join } from 'node:path'
import { build, commands, name, version } from 'virtual:program'
import { createChunks } from './chunks.js'
import type { CachePlace } from './code-cache.js'
import { readCodeCache, writeCodeCache } from './code-cache.js'

interface Program {
  run(argv: readonly string[], root: string): Promise<never>
}

const COULD_NOT_RUN = 3

/** What is wanted of the program: `help`, or the id of a command. */
const wantedOf = (argv: readonly string[]): string => {
  const end = argv.findIndex((word) => word.startsWith('-'))
  const words = end < 0 ? argv : argv.slice(0, end)
  if (argv.includes('--help') || argv.includes('-h')) return 'help'
  for (let count = words.length; count > 0; count--) {
    const id = words.slice(0, count).join(':')
    if (commands.includes(id)) return id
  }
  return 'help'
}

/** Where the user's programs keep what they can make again; null where there is no home. */
const cacheFolder = (home: string): string => {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME
  if (process.platform === 'win32') return LOCALAPPDATA || join(home, 'AppData', 'Local')
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache')
}

const placeFor = (argv: readonly string[], home: string): CachePlace => ({
  home,
  folder: join(cacheFolder(home), name, 'code'),
  build: `${build}-${process.version}-${process.platform}-${process.arch}`,
  command: wantedOf(argv).replaceAll(':', '-'),
})

/** With these, nothing below the home folder may be made or changed. */
const isReadOnly = (argv: readonly string[]): boolean =>
  argv.includes('--no-sync') || argv.includes('--dry-run')

/** What `--version` says, or null where more has to be known for that. */
const versionLine = (argv: readonly string[], home: string): string | null => {
  if (argv[0] !== '--version' && argv[0] !== '-V') return null
  const { platform, arch, version: node } = process
  if (home === '' || (platform === 'linux' && release().toLowerCase().includes('microsoft'))) return null
  return `${name}/${version} ${platform}-${arch} node-${node}\n`
}

/** Begins with a command line; `root` is the folder that this package is in. */
export const start = (argv: readonly string[], root: string): void => {
  const home = process.env[process.platform === 'win32' ? 'USERPROFILE' : 'HOME'] ?? ''
  const line = versionLine(argv, home)
  if (line !== null) {
    process.stdout.on('error', () => undefined)
    process.stdout.write(line)
    return
  }
  const place = placeFor(argv, home)
  const chunks = createChunks(__dirname, home === '' ? new Map() : readCodeCache(place))
  const program = chunks.load('main.cjs') as Program
  if (home !== '' && !isReadOnly(argv))
    process.on('exit', (code) => {
      // What was cut short has made too little of the program ready for the next time.
      const compiled = code === COULD_NOT_RUN ? null : chunks.compiled()
      if (compiled !== null) writeCodeCache(place, compiled)
    })
  void program.run(argv, root)
}

import { claudeInstallPaths } from '../../../src/auth/claude-code/install-paths.js'
import { defineFact, type ExecResult, type FoundProgram } from '../../../src/contract/index.js'

export interface InstalledClaude extends FoundProgram {
  /** Links resolved: two names for one file are one copy. */
  readonly realPath: string
}

/** Every `claude` there is, and what the first that can be run says of itself. */
export interface ClaudeBinary {
  /** In the order of PATH. */
  readonly onPath: readonly InstalledClaude[]
  /** In places where installers put it, and not on PATH. */
  readonly offPath: readonly InstalledClaude[]
  /** What `claude --version` gave; null where none could be tried. */
  readonly version: ExecResult | null
}

const VERSION_MS = 5000

export const binary = defineFact({
  id: 'claude/binary',
  timeoutMs: VERSION_MS + 1000,
  collect: async (context): Promise<ClaudeBinary> => {
    const { fs, env, home, platform } = context
    const locate = async (program: FoundProgram): Promise<InstalledClaude[]> => {
      const stat = await fs.stat(program.path)
      if (stat.state !== 'ok' || stat.kind !== 'file') return []
      const executable = platform === 'win32' || (stat.mode & 0o111) !== 0
      return [{ path: program.path, realPath: stat.realPath, executable: program.executable && executable }]
    }
    const onPath = (await Promise.all((await context.which('claude')).map(locate))).flat()
    const known = claudeInstallPaths(home, env, platform).filter(
      (path) => !onPath.some((found) => found.path === path || found.realPath === path),
    )
    const usual = (await Promise.all(known.map((path) => locate({ path, executable: true })))).flat()
    const offPath = usual.filter((found) => !onPath.some((other) => other.realPath === found.realPath))
    const first = [...onPath, ...offPath].find((found) => found.executable)
    const version =
      first === undefined ? null : await context.exec([first.path, '--version'], { timeoutMs: VERSION_MS })
    return { onPath, offPath, version }
  },
})

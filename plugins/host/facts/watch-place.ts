import { WATCH_LABEL, WATCH_UNIT } from '../../../src/auth/service/watch-command.js'
import { defineFact, type ReadResult } from '../../../src/contract/index.js'

/** A file that the watch is made of, as far as a plan to write it has to know. */
export interface WatchFile {
  readonly path: string
  readonly state: ReadResult['state']
}

/** Where a watch would be installed, and what it would be started with. */
export interface WatchPlace {
  /** The words that start this program; empty where nothing does. */
  readonly program: readonly string[]
  /** The service and its timer, or the property list; none where there is nothing that could run them. */
  readonly files: readonly WatchFile[]
  /** Why nothing can be installed here; null where it can. */
  readonly unable: string | null
  /** Variables of this shell without which the watch would look elsewhere. */
  readonly variables: Readonly<Record<string, string>>
}

const ANSWER_MS = 2000
const VARIABLES = ['CLAWDBOT_STATE_DIR', 'CLAWDBOT_CONFIG_PATH', 'CLAUDE_CONFIG_DIR']

export const watchPlace = defineFact({
  id: 'host/watch-place',
  collect: async (context): Promise<WatchPlace> => {
    const { platform, home, env, fs, settings } = context
    const program = Array.isArray(settings.program) ? settings.program.map(String) : []
    const folder = `${env.XDG_CONFIG_HOME || `${home}/.config`}/systemd/user`
    const paths =
      platform === 'darwin'
        ? [`${home}/Library/LaunchAgents/${WATCH_LABEL}.plist`]
        : [`${folder}/${WATCH_UNIT}.service`, `${folder}/${WATCH_UNIT}.timer`]
    const asked =
      platform === 'linux'
        ? await context.exec(['systemctl', '--user', 'show-environment'], { timeoutMs: ANSWER_MS })
        : null
    const answers = asked === null || (asked.outcome === 'exited' && asked.code === 0)
    return {
      program,
      files: await Promise.all(paths.map(async (path) => ({ path, state: (await fs.stat(path)).state }))),
      unable:
        platform === 'win32'
          ? 'Windows has neither systemd nor launchd'
          : answers
            ? null
            : 'no systemd of this user answers here',
      variables: Object.fromEntries(
        VARIABLES.flatMap((name) => (env[name]?.trim() ? [[name, String(env[name])] as const] : [])),
      ),
    }
  },
})

import { type PlatformPath, posix, win32 } from 'node:path'
import type { ProbeContext } from '../contract/index.js'
import { configuredAgent, defaultAgentId, normalizeAgentId } from './agent-id.js'
import type { AuthConfig } from './config.js'

/** What path resolution depends on. `cwd` and `home` are absolute. */
export type Place = Pick<ProbeContext, 'env' | 'home' | 'cwd' | 'platform'>

/** The path rules of the platform a run is about, which need not be the one it runs on. */
export const pathOf = (platform: Place['platform']): PlatformPath => (platform === 'win32' ? win32 : posix)

/** A path as a user writes it: trimmed, a leading `~` is the home, anything relative is under the cwd. */
export const expandUserPath = (place: Place, written: string): string =>
  pathOf(place.platform).resolve(
    place.cwd,
    written.trim().replace(/^~(?=$|[\\/])/, () => place.home),
  )

const override = (place: Place, name: string): string | null => {
  const written = place.env[name]?.trim()
  return written ? expandUserPath(place, written) : null
}

const join = (place: Place, ...parts: readonly string[]): string => pathOf(place.platform).join(...parts)

export const stateDir = (place: Place): string =>
  override(place, 'CLAWDBOT_STATE_DIR') ?? join(place, place.home, '.clawdbot')

/** State folders of the program's earlier names, which it does not read. The later one is a program of its own. */
export const otherStateDirs = (place: Place): readonly string[] =>
  ['.moltbot'].map((name) => join(place, place.home, name))

export const configPath = (place: Place): string =>
  override(place, 'CLAWDBOT_CONFIG_PATH') ?? join(place, stateDir(place), 'clawdbot.json')

/** Of any of a config's agents. The environment's override is for the default agent alone. */
export const agentDirs = (place: Place, config: AuthConfig): ((agentId: string) => string) => {
  const forced = override(place, 'CLAWDBOT_AGENT_DIR') ?? override(place, 'PI_CODING_AGENT_DIR')
  const usual = agentsDir(place)
  const first = defaultAgentId(config)
  return (agentId) => {
    const id = normalizeAgentId(agentId)
    if (forced !== null && id === first) return forced
    const configured = configuredAgent(config, id)?.agentDir?.trim()
    return configured ? expandUserPath(place, configured) : join(place, usual, id, 'agent')
  }
}

/** Holds one folder for each agent, named by its id. */
export const agentsDir = (place: Place): string => join(place, stateDir(place), 'agents')

export const storePath = (place: Place, agentDir: string): string =>
  join(place, agentDir, 'auth-profiles.json')

export const legacyStorePath = (place: Place, agentDir: string): string => join(place, agentDir, 'auth.json')

export const oauthDir = (place: Place): string =>
  override(place, 'CLAWDBOT_OAUTH_DIR') ?? join(place, stateDir(place), 'credentials')

export const legacyOAuthPath = (place: Place): string => join(place, oauthDir(place), 'oauth.json')

export const sessionsPath = (place: Place, agentId: string): string =>
  join(place, agentsDir(place), normalizeAgentId(agentId), 'sessions', 'sessions.json')

/** Strongest first; the process's own environment beats both. */
export const envFilePaths = (place: Place): readonly string[] => [
  join(place, place.cwd, '.env'),
  join(place, stateDir(place), '.env'),
]

/** A path under the home with `~` for it, as it is shown. */
export const shortenHome = (place: Pick<Place, 'home' | 'platform'>, path: string): string => {
  if (path === place.home) return '~'
  const root = place.home + pathOf(place.platform).sep
  return path.startsWith(root) ? `~${pathOf(place.platform).sep}${path.slice(root.length)}` : path
}

import { claudeConfigDir } from '../claude-code/config-dir.js'
import { configPath, type Place, stateDir } from '../paths.js'
import type { GatewayService } from './gateway-service.js'

/** Where a service's gateway and its Claude Code look; null where a variable that decides it is not known. */
export interface LooksAt {
  readonly state: string | null
  readonly config: string | null
  readonly claude: string | null
}

/** Where they look with these variables. */
export const looksAt = (place: Place): { readonly [K in keyof LooksAt]: string } => ({
  state: stateDir(place),
  config: configPath(place),
  claude: claudeConfigDir(place).path,
})

/** A service's own place; its working folder is not known, and only relative paths would depend on it. */
export const serviceLooksAt = (service: GatewayService, shell: Place): LooksAt => {
  const { places, profile, unknown } = service
  const home = places.HOME ?? shell.home
  const ofProfile =
    profile !== null && !places.CLAWDBOT_STATE_DIR?.trim()
      ? { CLAWDBOT_STATE_DIR: `${home}/.clawdbot-${profile}` }
      : {}
  const found = looksAt({ env: { ...places, ...ofProfile }, home, cwd: home, platform: shell.platform })
  const isKnown = (...names: readonly string[]) => ['HOME', ...names].every((name) => !unknown.includes(name))
  return {
    state: isKnown('CLAWDBOT_STATE_DIR') ? found.state : null,
    config: isKnown('CLAWDBOT_STATE_DIR', 'CLAWDBOT_CONFIG_PATH') ? found.config : null,
    claude: isKnown('CLAUDE_CONFIG_DIR') ? found.claude : null,
  }
}

/** A variable by which a service is led to another place than this shell. */
export interface PlaceDifference {
  readonly variable: 'HOME' | 'CLAWDBOT_STATE_DIR' | 'CLAWDBOT_CONFIG_PATH' | 'CLAUDE_CONFIG_DIR'
  readonly here: string
  readonly there: string
  /** Whether the service sets it: then it is the service that was told, and not this shell. */
  readonly setThere: boolean
}

/**
 * How a service's places differ from this shell's, each by the variable that makes the difference: with another HOME,
 * what follows from that alone is not told again.
 */
export const placeDifferences = (service: GatewayService, shell: Place): readonly PlaceDifference[] => {
  const there = serviceLooksAt(service, shell)
  const here = looksAt(shell)
  const { HOME } = service.places
  const otherHome = HOME !== undefined && HOME !== shell.home
  // Where the service would look if it had this shell's variables, but its own HOME.
  const moved = looksAt({ ...shell, home: HOME ?? shell.home })
  const differs = (key: keyof LooksAt): boolean =>
    there[key] !== null && there[key] !== here[key] && !(otherHome && there[key] === moved[key])
  const byVariable = (
    variable: PlaceDifference['variable'],
    key: keyof LooksAt,
  ): readonly PlaceDifference[] => {
    const value = there[key]
    const setThere =
      Boolean(service.places[variable]?.trim()) || (key === 'state' && service.profile !== null)
    return differs(key) && value !== null ? [{ variable, here: here[key], there: value, setThere }] : []
  }
  const state = byVariable('CLAWDBOT_STATE_DIR', 'state')
  // The config is in the state folder unless it is named itself.
  const named = [shell.env.CLAWDBOT_CONFIG_PATH, service.places.CLAWDBOT_CONFIG_PATH].some((path) =>
    path?.trim(),
  )
  return [
    ...(otherHome ? [{ variable: 'HOME' as const, here: shell.home, there: HOME, setThere: true }] : []),
    ...state,
    ...(state.length === 0 || named ? byVariable('CLAWDBOT_CONFIG_PATH', 'config') : []),
    ...byVariable('CLAUDE_CONFIG_DIR', 'claude'),
  ]
}

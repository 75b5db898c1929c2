import type { Seal, Secret } from '../../contract/index.js'
import { ENV_KEYS } from '../env-keys.js'
import { sealText } from '../token-kind.js'
import { PORT_VARIABLE } from './gateway-settings.js'

/** Variables that say where the gateway and Claude Code look, and where the gateway listens. */
const PLACE_VARIABLES: readonly string[] = [
  'HOME',
  'PATH',
  'CLAWDBOT_STATE_DIR',
  'CLAWDBOT_CONFIG_PATH',
  'CLAWDBOT_PROFILE',
  'CLAUDE_CONFIG_DIR',
  'CLAUDE_SECURESTORAGE_CONFIG_DIR',
  PORT_VARIABLE,
]

/** Variables that hold a credential of a model, Claude Code's own included. */
const KEY_VARIABLES: readonly string[] = [
  ...Object.values(ENV_KEYS).flat(),
  'ANTHROPIC_AUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN',
]

export type Environment = Readonly<Record<string, string | undefined>>

/** What of an environment is judged: places as they are, keys sealed, and nothing else of it. */
export interface ServiceEnvironment {
  readonly places: Readonly<Record<string, string>>
  readonly keys: Readonly<Record<string, Secret>>
}

/** Names of what nobody may ever see, whether or not it is judged. */
const SECRET_NAME = /TOKEN|SECRET|PASSW|KEY|CREDENTIAL/i

/** Seals every value that has the name of a secret, so that it is found wherever else it may be printed. */
export const serviceEnvironment = (env: Environment, seal: Seal): ServiceEnvironment => {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const secrets = set.filter(([name]) => KEY_VARIABLES.includes(name) || SECRET_NAME.test(name))
  const sealed = secrets.map(([name, value]) => [name, sealText(value, seal)] as const)
  return {
    places: Object.fromEntries(set.filter(([name]) => PLACE_VARIABLES.includes(name))),
    keys: Object.fromEntries(
      sealed.flatMap(([name, secret]) =>
        secret !== null && !secret.blank && KEY_VARIABLES.includes(name) ? [[name, secret] as const] : [],
      ),
    ),
  }
}

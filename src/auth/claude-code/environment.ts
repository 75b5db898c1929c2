import type { Seal, Secret } from '../../contract/index.js'
import { own } from '../mapping.js'
import type { Place } from '../paths.js'
import { sealText } from '../token-kind.js'
import { type ClaudeSettings, isSwitchedOn, NO_SETTINGS } from './settings.js'

/** Something that Claude Code would use before its stored login, or instead of it. */
export interface ClaudeOverride {
  readonly name: string
  readonly kind: 'cloud' | 'token' | 'helper'
  readonly from: 'environment' | 'settings'
  /** Null for a cloud switch and for a helper command. */
  readonly secret: Secret | null
}

const CLOUDS = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY']
const HELPER = 'apiKeyHelper'
const STRONGEST_FIRST = [
  ...CLOUDS,
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_API_KEY',
  HELPER,
  'CLAUDE_CODE_OAUTH_TOKEN',
]

/** All that is set and not blank, strongest first; the stored login is weaker than any of it. */
export const claudeOverrides = (
  env: Place['env'],
  seal: Seal,
  settings: ClaudeSettings = NO_SETTINGS,
): readonly ClaudeOverride[] =>
  STRONGEST_FIRST.flatMap((name): ClaudeOverride[] => {
    if (name === HELPER)
      return settings.apiKeyHelper ? [{ name, kind: 'helper', from: 'settings', secret: null }] : []
    const inSettings = own(settings.env, name)
    const from = inSettings === undefined ? 'environment' : 'settings'
    if (CLOUDS.includes(name)) {
      const on = inSettings === undefined ? isSwitchedOn(env[name]) : settings.switchedOn.includes(name)
      return on ? [{ name, kind: 'cloud', from, secret: null }] : []
    }
    const secret = inSettings ?? sealText(own(env, name), seal)
    return secret === null || secret.blank ? [] : [{ name, kind: 'token', from, secret }]
  })

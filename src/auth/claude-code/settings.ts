import type { Seal, Secret } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { isMapping } from '../mapping.js'
import { tokenKind } from '../token-kind.js'

/** The part of Claude Code's `settings.json` that decides which credential it uses. */
export interface ClaudeSettings {
  /** Overrides the process's own environment, even with `""`. */
  readonly env: Readonly<Record<string, Secret>>
  /** The names in `env` whose value means yes: `1`, `true`, `yes` or `on`. */
  readonly switchedOn: readonly string[]
  /** A command that prints a key is configured. */
  readonly apiKeyHelper: boolean
}

export const NO_SETTINGS: ClaudeSettings = { env: {}, switchedOn: [], apiKeyHelper: false }

/** How Claude Code reads a variable that is a switch. */
export const isSwitchedOn = (text: string | undefined): boolean =>
  /^(?:1|true|yes|on)$/i.test(text?.trim() ?? '')

export type ClaudeSettingsReading =
  | { readonly state: 'ok'; readonly settings: ClaudeSettings }
  | { readonly state: 'wrong-shape' }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }

export const parseClaudeSettings = (text: string, seal: Seal): ClaudeSettingsReading => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return parsed
  if (!isMapping(parsed.value)) return { state: 'wrong-shape' }
  const { env, apiKeyHelper } = parsed.value
  const variables = Object.entries(isMapping(env) ? env : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return {
    state: 'ok',
    settings: {
      env: Object.fromEntries(variables.map(([name, text]) => [name, seal(text, tokenKind(text))])),
      switchedOn: variables.filter(([, text]) => isSwitchedOn(text)).map(([name]) => name),
      apiKeyHelper: typeof apiKeyHelper === 'string' && apiKeyHelper.trim() !== '',
    },
  }
}

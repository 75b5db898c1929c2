import type { Seal, Secret } from '../contract/index.js'

/** First match wins. */
const KINDS: readonly (readonly [prefix: string, kind: string])[] = [
  ['sk-ant-oat', 'anthropic-oauth-access'],
  ['sk-ant-ort', 'anthropic-oauth-refresh'],
  ['sk-ant-api', 'anthropic-api-key'],
  ['sk-ant-sid', 'anthropic-session-key'],
  ['sk-ant-admin', 'anthropic-admin-key'],
  ['sk-or-', 'openrouter-key'],
  ['sk-proj-', 'openai-key'],
  ['sk-svcacct-', 'openai-key'],
  ['AIza', 'google-key'],
  ['gsk_', 'groq-key'],
  ['xai-', 'xai-key'],
  ['csk-', 'cerebras-key'],
  ['github_pat_', 'github-token'],
  ['ghp_', 'github-token'],
  ['gho_', 'github-token'],
  ['ghu_', 'github-token'],
  ['ghs_', 'github-token'],
  ['eyJ', 'jwt'],
]

/** What a secret's text looks like, judged by its start alone; `opaque` where it has no shape we know. */
export const tokenKind = (text: string): string => {
  const start = text.trimStart()
  return KINDS.find(([prefix]) => start.startsWith(prefix))?.[1] ?? 'opaque'
}

/** A sealed secret where the value is a text, `""` included; null for anything else. */
export const sealText = (value: unknown, seal: Seal): Secret | null =>
  typeof value === 'string' ? seal(value, tokenKind(value)) : null

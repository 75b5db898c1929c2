import type { Seal, Secret } from '../contract/index.js'
import { isNoToken, looksCut } from './claude-code/token-shape.js'
import { normalizeProviderId } from './provider-id.js'
import { sealText } from './token-kind.js'

/** Why a text cannot be a token. `not-a-token`: it has something in it that no token has. */
export type PasteFault = 'empty' | 'placeholder' | 'two-tokens' | 'not-a-token'

/** What is odd about a token that is stored all the same. */
export type PasteWarning =
  /** It works, and its use is billed. */
  | 'metered-key'
  /** A refresh, session or admin key: no request can be made with it. */
  | 'never-usable'
  /** It does not begin as this provider's do, or as another one's do. */
  | 'wrong-prefix'
  /** So short that a terminal probably cut it at the end of a line. */
  | 'cut-short'

export type Paste =
  | { readonly state: 'ok'; readonly token: Secret; readonly warnings: readonly PasteWarning[] }
  | { readonly state: 'refused'; readonly fault: PasteFault }

/** Takes a token out of what somebody pasted: without line wraps, quotes, and what a shell would want around it. */
export const cleanPaste = (text: string, provider: string, seal: Seal): Paste => {
  const bare = withoutWrapping(text.replaceAll(INVISIBLE, '').replaceAll(FRAME, ' '))
  const token = bare.replaceAll(/\s+/g, '')
  const fault = faultOf(bare, token)
  if (fault !== null) return { state: 'refused', fault }
  const secret = sealText(token, seal) ?? seal(token)
  return { state: 'ok', token: secret, warnings: warningsFor(secret, normalizeProviderId(provider)) }
}

const ESC = String.fromCharCode(27)
/** Colours of a terminal, and characters that have no width. */
const INVISIBLE = new RegExp(`${ESC}\\[[\\d;?]*[A-Za-z]|[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]`, 'g')
/** Lines of a box that a terminal program drew around it. */
const FRAME = /[\u2500-\u257f]/g
const ASSIGNMENT = /^(?:export\s+[A-Za-z_]\w*|(?:set\s+|\$env:)?[A-Z_][A-Z0-9_]*)\s*=\s*(?=[^\s=])/
const BEARER = /^(?:authorization:\s*)?bearer\s+/i
const QUOTES = /^["'`“”‘’]+|["'`“”‘’]+[;,]?$/g

const withoutWrapping = (text: string): string => {
  let rest = text.trim()
  for (let before = ''; rest !== before; ) {
    before = rest
    rest = rest.replace(ASSIGNMENT, '').replace(BEARER, '').replaceAll(QUOTES, '').trim()
  }
  return rest
}

const PREFIX = /sk-ant-[a-z]+\d*-|sk-or-|sk-proj-|sk-svcacct-|AIza|gsk_|xai-|csk-|github_pat_|gh[pousr]_/g
const PLACEHOLDER =
  /[*•·…]|\.\.\.|redacted|^\$|^<.*>$|^\[.*\]$|^\{+[\w-]*\}+$|^your[\w-]{0,30}(?:token|key|secret)|^(?:token|change-?me)$/i
const LONGEST = 16_384

const faultOf = (bare: string, token: string): PasteFault | null => {
  if (token === '') return 'empty'
  if (PLACEHOLDER.test(token) || isFiller(token)) return 'placeholder'
  if (holdsTwo(bare, token)) return 'two-tokens'
  const isForeign = /[^\x21-\x7e]|["'`\\]|^\{/.test(token) || token.length > LONGEST
  const inProse = token.indexOf('sk-ant-') > 0 || (token.startsWith('sk-ant-') && /[^\w-]/.test(token))
  return isForeign || inProse ? 'not-a-token' : null
}

/** A prefix with nothing after it, or with one character over and over, as manuals write it. */
const isFiller = (token: string): boolean => {
  const body = token.replace(/^sk-(?:[a-z]+\d*-)*/i, '')
  return token.length <= 40 && new Set(body.toLowerCase()).size <= 1 && (body === '' || body.length > 2)
}

const LONG = 20

/**
 * A token that was wrapped leaves a shorter last line; words on lines of their own that are equally long are as many
 * tokens. Where the beginning of a token is known, it can be there only once.
 */
const holdsTwo = (bare: string, token: string): boolean => {
  const words = bare.split(/\s+/)
  if ([...token.matchAll(PREFIX)].length > 1 || /\s(?:export\s+)?[A-Z_][A-Z0-9_]*=[^\s=]/.test(bare))
    return true
  if (words.filter((word) => /^eyJ[\w-]+\.[\w-]+\./.test(word)).length > 1) return true
  const isKnown = token.search(PREFIX) === 0
  const [first = ''] = words
  return (
    !isKnown &&
    words.length > 1 &&
    words.every((word) => word.length === first.length) &&
    first.length >= LONG
  )
}

/** Providers whose tokens all begin in the same way. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['anthropic-oauth-access'],
  openrouter: ['openrouter-key'],
  groq: ['groq-key'],
  xai: ['xai-key'],
  cerebras: ['cerebras-key'],
}

const OWNER: Readonly<Record<string, string>> = {
  'openrouter-key': 'openrouter',
  'openai-key': 'openai',
  'google-key': 'google',
  'groq-key': 'groq',
  'xai-key': 'xai',
  'cerebras-key': 'cerebras',
  'github-token': 'github-copilot',
}

const warningsFor = (token: Secret, provider: string): readonly PasteWarning[] => {
  const { kind } = token
  if (isNoToken(token)) return ['never-usable']
  if (kind === 'anthropic-api-key' && provider === 'anthropic') return ['metered-key']
  const owner = kind.startsWith('anthropic-') ? 'anthropic' : OWNER[kind]
  const isExpected = EXPECTED[provider]?.includes(kind) ?? (owner === undefined || owner === provider)
  return [
    ...(isExpected ? [] : ['wrong-prefix' as const]),
    ...(looksCut(token) ? ['cut-short' as const] : []),
  ]
}

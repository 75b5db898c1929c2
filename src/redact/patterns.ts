import { ASSIGNMENT_HINT, assignments } from './assignments.js'
import { isBasicCredential, isFilledIn, looksEncoded, looksRandom } from './looks-secret.js'
import { once } from './once.js'
import type { HintedShapes, Shape } from './shape.js'

const ESC = String.fromCharCode(27)

/**
 * Where a token may begin: not inside a word, but right after an escape (`\n`, `%3D`, `\u0022`) or a terminal colour.
 * It also keeps patterns of several parts linear: a run of token characters is entered once.
 */
const START = `(?:(?<![\\w-])|(?<=\\\\[nrt]|%[\\dA-Fa-f]{2}|\\\\u[\\dA-Fa-f]{4}|${ESC}\\[[\\d;]{0,16}m))`
const GAP = '(?:\\s|\\\\[nrt])'

const starting = (rest: string): RegExp => new RegExp(`${START}${rest}`, 'g')

const tokens = once((): readonly Shape[] => [
  {
    id: 'private-key',
    pattern: new RegExp(
      `-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----${GAP}*` +
        `(?:[A-Za-z-]{4,20}: ?[^\\n\\\\]{1,80}(?:\\n|\\\\[nr])${GAP}*){0,4}[A-Za-z0-9+/=]{16,}(?:${GAP}+[A-Za-z0-9+/=]+)*` +
        `(?:${GAP}*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?`,
      'g',
    ),
  },
  { id: 'anthropic', pattern: /sk-ant-(?:[a-z]{2,12}\d{0,2}-[\w-]{4,}|[\w-]{20,})/g },
  { id: 'openai', pattern: starting('sk-[\\w-]{20,}'), accepts: looksRandom },
  { id: 'jwt', pattern: starting('eyJ[\\w-]{8,}(?:\\.[\\w-]{8,}){1,4}') },
  { id: 'github', pattern: /gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}/g },
  { id: 'gitlab', pattern: starting('glpat-[\\w-]{16,}') },
  { id: 'slack', pattern: /xox[abeprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,}/g },
  {
    id: 'google',
    pattern: starting('(?:AIza[\\w-]{30,}|ya29\\.[\\w.-]{10,}|GOCSPX-[\\w-]{20,}|1//0[\\w-]{20,})'),
  },
  { id: 'aws', pattern: /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g },
  { id: 'groq', pattern: /gsk_[A-Za-z0-9]{20,}/g },
  { id: 'xai', pattern: starting('xai-[A-Za-z0-9]{20,}') },
  { id: 'perplexity', pattern: starting('pplx-[A-Za-z0-9]{20,}') },
  { id: 'huggingface', pattern: starting('hf_[A-Za-z0-9]{20,}') },
  { id: 'npm', pattern: starting('npm_[A-Za-z0-9]{30,}') },
  { id: 'cerebras', pattern: starting('csk-[A-Za-z0-9]{20,}') },
  { id: 'elevenlabs', pattern: starting('sk_[0-9a-f]{32,}') },
  { id: 'tavily', pattern: starting('tvly-[\\w-]{20,}') },
  { id: 'sendgrid', pattern: starting('SG\\.[\\w-]{16,}\\.[\\w-]{16,}') },
  { id: 'shopify', pattern: /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g },
  { id: 'linear', pattern: /lin_(?:api|oauth)_[A-Za-z0-9]{32,}/g },
  { id: '1password', pattern: /ops_eyJ[\w-]{50,}/g },
  { id: 'stripe', pattern: starting('[sr]k_(?:live|test)_[A-Za-z0-9]{20,}') },
  { id: 'tailscale', pattern: starting('tskey-[a-z]{2,12}-[A-Za-z0-9-]{16,}') },
  {
    id: 'webhook',
    pattern:
      /(?<lead>hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{16,}/g,
  },
  { id: 'telegram-bot', pattern: /(?<!\d)\d{6,12}:[\w-]{35}(?![\w-])/g, accepts: looksEncoded },
  { id: 'bearer', pattern: /(?<lead>\bBearer[ \t]{1,4})[\w.~+/=-]{8,}/gi, accepts: looksEncoded },
  { id: 'basic', pattern: /(?<lead>\bBasic[ \t]{1,4})[\w+/-]{8,}={0,2}/gi, accepts: isBasicCredential },
  {
    id: 'url-password',
    pattern: /(?<lead>:\/\/[^\s/?#:@"'<>]{0,128}:)[^\s/?#"'<>]{1,256}(?=@)/g,
    accepts: isFilledIn,
  },
])

/** A part of what each of them begins with, which most texts have none of. */
const TOKEN_HINT =
  /-----BEGIN |sk-|eyJ|gh[pousr]_|github_pat_|glpat-|xox|xapp-|AIza|ya29\.|GOCSPX-|1\/\/0|AKIA|ASIA|gsk_|xai-|pplx-|hf_|npm_|sk_|rk_|tvly-|SG\.|shp(?:at|ca|pa|ss)_|lin_|tskey-|hooks\.slack\.com|\/api\/webhooks\/|\d:[\w-]{35}|[Bb][Ee][Aa][Rr][Ee][Rr][ \t]|[Bb][Aa][Ss][Ii][Cc][ \t]|:\/\/[^\s/?#:@"'<>]*:/

/** Secrets that can be told by their looks alone. Each pattern is linear in the length of the text. */
export const PATTERNS: readonly HintedShapes[] = [
  { hint: TOKEN_HINT, shapes: tokens },
  { hint: ASSIGNMENT_HINT, shapes: assignments },
]

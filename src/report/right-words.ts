import type { CAPABILITY_KINDS } from '../contract/index.js'

interface Right {
  readonly kind: (typeof CAPABILITY_KINDS)[number]
  readonly value: string
}

/** What a right lets a plugin do, to stand after "may" or "asks to". */
export const rightWords = ({ kind, value }: Right): string => {
  if (kind === 'run') return `run ${value}, which can then do all that you can`
  if (kind === 'reach') return `reach ${value}`
  if (kind === 'env') return `see the environment variable ${value}${SECRET.test(value) ? HOLDS : ''}`
  if (kind === 'facts') return `be told ${value}; secrets in it stay sealed`
  const folder = value.replace(/[\\/]\*\*$/, '')
  const words = folder === value ? `read ${value}` : `read ${folder || '/'} and all that is in it`
  return `${words}${isOfSecrets(value) ? HOLDS : ''}`
}

const HOLDS = ', which can hold a secret'
const SECRET = /key|token|secret|passw|credential|auth/i

/** Folders in which programs keep logins and keys, and the homes that hold these. */
const isOfSecrets = (path: string): boolean =>
  SECRET.test(path) ||
  /[\\/]\.(claude|clawdbot|codex|qwen|openclaw|moltbot|ssh|gnupg|aws|config|npmrc|netrc|env)([\\/.]|$)/i.test(
    path,
  ) ||
  /^(~|[\\/]|[\\/](home|root|users)([\\/][^\\/]+)?|[a-z]:)?[\\/]?\*\*$/i.test(path)

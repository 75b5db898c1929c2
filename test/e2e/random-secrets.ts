import { createHash } from 'node:crypto'

/** A secret of a known kind; `mark` is the part of it that gives it away, without a public beginning. */
export interface RandomSecret {
  readonly kind: string
  readonly text: string
  readonly mark: string
}

const ALPHABETS = {
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
  alnum: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  hex: '0123456789abcdef',
  odd: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!%&/=+?',
} as const

type Draw = (alphabet: keyof typeof ALPHABETS, length: number) => string

/** Kinds whose looks alone tell that they are secrets: they may lie anywhere. */
const SHAPED: readonly (readonly [
  kind: string,
  prefix: string,
  alphabet: keyof typeof ALPHABETS,
  length: number,
])[] = [
  ['anthropic login', 'sk-ant-oat01-', 'url', 95],
  ['anthropic refresh', 'sk-ant-ort01-', 'url', 95],
  ['anthropic key', 'sk-ant-api03-', 'url', 95],
  ['anthropic session', 'sk-ant-sid01-', 'url', 95],
  ['anthropic admin', 'sk-ant-admin01-', 'url', 95],
  ['openai project', 'sk-proj-', 'alnum', 60],
  ['openai service', 'sk-svcacct-', 'alnum', 60],
  ['openrouter', 'sk-or-v1-', 'hex', 64],
  ['google', 'AIza', 'alnum', 35],
  ['groq', 'gsk_', 'alnum', 52],
  ['xai', 'xai-', 'alnum', 80],
  ['github classic', 'ghp_', 'alnum', 36],
  ['github oauth', 'gho_', 'alnum', 36],
  ['github fine', 'github_pat_', 'alnum', 82],
]

/** Those that are known only by where they lie: each has to be in a place that is read for secrets. */
const SHAPELESS: readonly (readonly [kind: string, alphabet: keyof typeof ALPHABETS, length: number])[] = [
  ['hex key', 'hex', 64],
  ['password', 'odd', 24],
  ['opaque token', 'alnum', 40],
  ['base32', 'upper', 32],
]

const jwt = (draw: Draw): RandomSecret => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const mark = draw('url', 86)
  return { kind: 'jwt', text: `${part({ alg: 'RS256' })}.${part({ sub: draw('alnum', 20) })}.${mark}`, mark }
}

/** Random secrets that the same seed gives again: `shaped` ones, and `shapeless` ones. */
export const randomSecrets = (seed: number) => {
  let count = 0
  let pool = Buffer.alloc(0)
  const byte = (): number => {
    if (pool.length === 0) pool = createHash('sha512').update(`${seed}:${count++}`).digest()
    const [first = 0] = pool
    pool = pool.subarray(1)
    return first
  }
  const draw: Draw = (alphabet, length) => {
    const signs = ALPHABETS[alphabet]
    return Array.from({ length }, () => signs[byte() % signs.length]).join('')
  }
  const all: RandomSecret[] = []
  const keep = (secret: RandomSecret): RandomSecret => {
    all.push(secret)
    return secret
  }
  let nextShaped = 0
  let nextShapeless = 0
  return {
    all: all as readonly RandomSecret[],
    shaped: (): string => {
      const each = SHAPED[nextShaped++ % (SHAPED.length + 1)]
      if (each === undefined) return keep(jwt(draw)).text
      const [kind, prefix, alphabet, length] = each
      const mark = draw(alphabet, length)
      return keep({ kind, text: prefix + mark, mark }).text
    },
    /** Of the signs that HTTP takes after `Bearer`. */
    bearer: (): string => {
      const mark = draw('url', 40)
      return keep({ kind: 'bearer', text: mark, mark }).text
    },
    shapeless: (): string => {
      const [kind, alphabet, length] = SHAPELESS[nextShapeless++ % SHAPELESS.length] ?? [
        'opaque',
        'alnum',
        40,
      ]
      const mark = draw(alphabet, length)
      return keep({ kind, text: mark, mark }).text
    },
  }
}

export type RandomSecrets = ReturnType<typeof randomSecrets>

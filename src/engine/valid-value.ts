import type { Secret, Value } from '../contract/index.js'

/** True for a secret, whichever process or module copy made it. */
export const isSecret = (value: unknown): value is Secret =>
  typeof value === 'object' &&
  value !== null &&
  'pseudonym' in value &&
  typeof value.pseudonym === 'string' &&
  'equals' in value &&
  typeof value.equals === 'function'

const DEEPEST = 64

/** Where a value stops being JSON with secret leaves (`/profiles/3`, or `` for itself), or null where it never does. */
export const invalidAt = (value: unknown, path = '', depth = 0): string | null => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || isSecret(value))
    return null
  if (typeof value === 'number') return Number.isFinite(value) ? null : path
  if (depth > DEEPEST || typeof value !== 'object') return path
  if (Array.isArray(value)) return firstInvalid(value.entries(), path, depth)
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return path
  return firstInvalid(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
    path,
    depth,
  )
}

const firstInvalid = (
  entries: Iterable<readonly [string | number, unknown]>,
  path: string,
  depth: number,
): string | null => {
  for (const [key, inner] of entries) {
    const at = invalidAt(inner, `${path}/${key}`, depth + 1)
    if (at !== null) return at
  }
  return null
}

export const isValue = (value: unknown): value is Value => invalidAt(value) === null

import { tokenKind } from '../token-kind.js'

const LONGEST = 80

/** A name that somebody typed, as a reply may repeat it: a token pasted in its place must not come back. */
export const quoted = (name: string): string => {
  const parts = name.split(/[@:/\s]/)
  const isSafe = name.length <= LONGEST && parts.every((part) => tokenKind(part) === 'opaque')
  return isSafe ? `"${name}"` : '"…"'
}

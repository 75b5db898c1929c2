import { getSystemErrorMap } from 'node:util'

/** The code of a Node error, e.g. `ENOENT`; empty where there is none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''

/**
 * What an error says, in words that hold no path and no content: a Node error's own message may quote its arguments.
 */
export const reasonOf = (error: unknown): string => {
  const code = codeOf(error)
  const number = error instanceof Error && 'errno' in error ? error.errno : undefined
  const words = typeof number === 'number' ? getSystemErrorMap().get(number)?.[1] : undefined
  return words === undefined ? code || 'unknown error' : `${words} (${code})`
}

/** True where the path, or a folder on the way to it, is not there. */
export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

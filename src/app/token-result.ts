import type { LoadedAuth } from './load-auth.js'
import type { StoredToken } from './store-token.js'
import type { TokenWarning } from './token-warnings.js'

/** What a command that stores a token has to tell. */
export interface TokenResult {
  readonly stored: StoredToken
  readonly warnings: readonly TokenWarning[]
  readonly synced: LoadedAuth['synced']
  readonly home: string
  /** Unix milliseconds. */
  readonly now: number
}

/** The same for a script. */
export interface TokenDocument extends StoredToken {
  /** Codes. */
  readonly warnings: readonly TokenWarning['code'][]
}

export const tokenDocument = ({ stored, warnings }: TokenResult): TokenDocument => ({
  ...stored,
  warnings: warnings.map(({ code }) => code),
})

import type { Secret } from '../../contract/index.js'

/** A whole access token has about 108 characters; a shorter one than this was probably cut at the end of a line. */
const SHORTEST_WHOLE = 100

/** Whether a terminal seems to have cut an access token, or to have wrapped it so that white space got into it. */
export const looksCut = (token: Secret): boolean =>
  token.kind === 'anthropic-oauth-access' && (token.length < SHORTEST_WHOLE || token.hasWhitespace)

/** Kinds that no request can be made with, whatever they are stored as. */
const NEVER_USABLE = ['anthropic-oauth-refresh', 'anthropic-session-key', 'anthropic-admin-key']

/** Whether a secret stands where a login's access token belongs and is known to be something else. */
export const isNoAccessToken = ({ kind }: Secret): boolean =>
  kind === 'anthropic-api-key' || NEVER_USABLE.includes(kind)

/** The same for a pasted token, of which an API key may take the place. */
export const isNoToken = ({ kind }: Secret): boolean => NEVER_USABLE.includes(kind)

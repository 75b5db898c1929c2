import type { OAuthCredential } from '../credential.js'

export const sameRefresh = (one: OAuthCredential, other: OAuthCredential): boolean =>
  one.refresh !== null && !one.refresh.blank && other.refresh !== null && one.refresh.equals(other.refresh)

const SETTINGS = ['projectId', 'clientId', 'enterpriseUrl'] as const
const IDENTITY = ['accountId', 'email'] as const

/**
 * Whether two logins under one id are states of the same one, used in the same way. Their tokens tell, or that both
 * name the same account, or that the id stands for one program's login; else nobody can know.
 */
export const sameLogin = (mine: OAuthCredential, other: OAuthCredential, isOneById: boolean): boolean => {
  if (SETTINGS.some((name) => mine[name] !== other[name])) return false
  const named = IDENTITY.filter((name) => mine[name] !== undefined && other[name] !== undefined)
  if (named.some((name) => mine[name] !== other[name])) return false
  return isOneById || named.length > 0 || sameRefresh(mine, other)
}

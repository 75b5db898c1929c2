import { CLAUDE_CLI_PROFILE } from '../credential.js'
import { subjectOf, type Verification } from './verification.js'

/** Dates that have passed, as `auth/expiry` names them. */
const PAST = ['expired', 'undated', 'loginExpired', 'loginUndated']
/** What is wrong with Claude Code's login itself, as `claude/subscription` names it. */
const OF_LOGIN = [
  'wrongKind',
  'noInferenceScope',
  'planTooLow',
  'expired',
  'refreshExpired',
  'expiredRefreshable',
]

/** What a provider's refusal of a stored profile may follow from. */
export const causesOfRefusal = (result: Verification): readonly string[] => {
  if (result.source !== 'profile') return []
  const subject = subjectOf(result)
  return [
    ...PAST.map((messageId) => `auth/expiry!${messageId}#${subject}`),
    ...['profileCut', 'profileWrongKind'].map((messageId) => `claude/subscription!${messageId}#${subject}`),
    ...(result.name === CLAUDE_CLI_PROFILE ? OF_LOGIN.map((id) => `claude/subscription!${id}`) : []),
    `auth/shared-refresh-token#${subject}`,
  ]
}

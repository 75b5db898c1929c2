import { CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE } from './credential.js'

/** Profiles that are copies of other programs' logins. */
export const EXTERNAL_PROFILES: readonly string[] = [CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE]

/** What may have kept such a profile from being brought up to date, as a cause; none for any other profile. */
export const syncCauses = (profile: string, agent: string): readonly string[] =>
  EXTERNAL_PROFILES.includes(profile) ? [`auth/sync#agent:${agent}/profile:${profile}`] : []

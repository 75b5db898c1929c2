import { CODEX_CLI_PROFILE, type Credential, type OAuthCredential, type Profiles } from './credential.js'
import { CODEX_PROVIDER } from './external-cli.js'
import { own } from './mapping.js'
import { isFresh, sameCredential } from './sync.js'

/** What to store in place of what is stored, or null where nothing is to be done. A key is left alone. */
const planUpdate = (
  stored: Credential | undefined,
  source: OAuthCredential | null,
  now: number,
): OAuthCredential | null => {
  if (source === null || sameCredential(stored, source)) return null
  if (stored === undefined || stored.provider !== source.provider) return source
  if (stored.type === 'api_key' || isFresh(stored, now)) return null
  const expires = stored.expires ?? 0
  return stored.type === 'token' || expires <= now || (source.expires ?? 0) > expires ? source : null
}

/** What to store as `qwen-portal:qwen-cli`. */
export const planQwenSync = planUpdate

/** The profile, other than Codex's own, that already holds this pair of tokens. */
export const codexDuplicate = (profiles: Profiles, credential: OAuthCredential): string | null => {
  const { access, refresh } = credential
  if (access === null || refresh === null) return null
  const twin = Object.entries(profiles).find(
    ([id, profile]) =>
      id !== CODEX_CLI_PROFILE &&
      profile.type === 'oauth' &&
      profile.provider === CODEX_PROVIDER &&
      profile.access?.equals(access) === true &&
      profile.refresh?.equals(refresh) === true,
  )
  return twin?.[0] ?? null
}

/** What to do with `openai-codex:codex-cli`. */
export type CodexPlan =
  | { readonly action: 'set'; readonly credential: OAuthCredential }
  | { readonly action: 'remove'; readonly duplicateOf: string }

/** Null where nothing is to be done. A pair that another profile holds is dropped, so that only one refreshes it. */
export const planCodexSync = (
  profiles: Profiles,
  source: OAuthCredential | null,
  now: number,
): CodexPlan | null => {
  const stored = own(profiles, CODEX_CLI_PROFILE)
  const storedTwice = stored?.type === 'oauth' ? codexDuplicate(profiles, stored) : null
  const sourceTwice = source === null ? null : codexDuplicate(profiles, source)
  if (source !== null && sourceTwice === null) {
    const credential = planUpdate(storedTwice === null ? stored : undefined, source, now)
    return credential === null ? null : { action: 'set', credential }
  }
  const stale = stored !== undefined && (stored.provider !== CODEX_PROVIDER || !isFresh(stored, now))
  const duplicateOf = storedTwice ?? (stale ? sourceTwice : null)
  return duplicateOf === null ? null : { action: 'remove', duplicateOf }
}

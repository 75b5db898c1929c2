import type { Secret } from '../../contract/index.js'
import { type AgentView, knownAmong, type StoreFile } from '../agent-view.js'
import { CLAUDE_CLI_PROFILE } from '../credential.js'
import { type HeldProfile, heldProfiles } from '../held-profiles.js'
import { sameProvider } from '../provider-id.js'

export type PastedToken<F extends StoreFile = StoreFile> = HeldProfile<F> & { readonly token: Secret }

/** The stored tokens of anthropic that somebody put there by hand; the one that is synced is not among them. */
export const pastedTokens = <F extends StoreFile>(
  views: readonly AgentView<F>[],
): readonly PastedToken<F>[] =>
  heldProfiles(knownAmong(views)).flatMap((profile) => {
    const { id, credential } = profile
    if (credential.type !== 'token' || credential.token === null || credential.token.blank) return []
    return id === CLAUDE_CLI_PROFILE || !sameProvider(credential.provider, 'anthropic')
      ? []
      : [{ ...profile, token: credential.token }]
  })

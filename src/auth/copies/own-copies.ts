import {
  CLAUDE_CLI_PROFILE,
  CODEX_CLI_PROFILE,
  type OAuthCredential,
  QWEN_CLI_PROFILE,
} from '../credential.js'
import { own } from '../mapping.js'
import type { OwnStore } from '../own-store.js'
import { normalizeProviderId, sameProvider } from '../provider-id.js'
import { remembered } from '../remembered.js'
import { sameLogin, sameRefresh } from './same-login.js'

/** An agent's own store, as far as it is compared with the main agent's. */
export interface CopyStore extends OwnStore {
  readonly file: { readonly realPath: string; readonly sha256: string } | null
}

/** A login in an agent's own store that the agent would inherit in the same or a later state if it were not there. */
export interface OwnCopy {
  readonly id: string
  /** `same`: one refresh token. `older`: an earlier state of the same login. */
  readonly state: 'same' | 'older'
}

/** Profiles that are kept in step with one program's login: whatever is under such an id is that login. */
const SYNCED: readonly string[] = [CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE]

/** Google's refresh tokens may be used again and again: copies of them log nobody out. */
export const isSingleUse = (provider: string): boolean => !normalizeProviderId(provider).startsWith('google')

const expiryOf = ({ expires }: OAuthCredential): number => expires ?? 0

const copyState = (id: string, mine: OAuthCredential, main: OAuthCredential): OwnCopy['state'] | null => {
  if (!isSingleUse(mine.provider) || !sameProvider(mine.provider, main.provider)) return null
  if (main.refresh === null || main.refresh.blank || !sameLogin(mine, main, SYNCED.includes(id))) return null
  if (!sameRefresh(mine, main)) return expiryOf(main) > expiryOf(mine) ? 'older' : null
  const isAsGood = mine.access !== null && main.access?.equals(mine.access) === true
  return expiryOf(main) > expiryOf(mine) || (isAsGood && expiryOf(main) === expiryOf(mine)) ? 'same' : null
}

/** The copies in one agent's own store; none where either store could not be read, or both are one file. */
export const ownCopies = (file: CopyStore, main: CopyStore | undefined): readonly OwnCopy[] =>
  main === undefined ? [] : copiesOf(file, main)

const copiesOf = remembered((file: CopyStore, main: CopyStore): readonly OwnCopy[] => {
  if (file.agent.isMain || file.file === null || main.file === null) return []
  if (file.reading.state !== 'ok' || main.reading.state !== 'ok') return []
  if (file.file.realPath === main.file.realPath) return []
  return Object.entries(file.store.profiles).flatMap(([id, mine]): OwnCopy[] => {
    const inherited = own(main.store.profiles, id)
    if (mine.type !== 'oauth' || inherited?.type !== 'oauth') return []
    const state = copyState(id, mine, inherited)
    return state === null ? [] : [{ id, state }]
  })
})

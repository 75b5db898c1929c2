import { CLAUDE_CLI_PROFILE, type OAuthCredential } from '../../auth/credential.js'
import { own } from '../../auth/mapping.js'
import { clientIdIn } from '../../auth/refresh/client-id.js'
import type { RefreshPlace } from '../../auth/refresh/places.js'
import type { Secret } from '../../contract/index.js'
import type { Run } from '../open-run.js'
import { type ClaudeSide, readClaudeSide } from './claude-side.js'
import { readStores, type StoreOnDisk } from './read-stores.js'
import { goneMeanwhile, inKeychain, unreadableLogin } from './refusals.js'

/** A login to refresh, as it was seen before any lock was taken. */
export interface RefreshTarget {
  readonly profile: string
  /** The real path of the store that holds it: the main agent's, for one that is inherited. */
  readonly storePath: string
  readonly seen: OAuthCredential
}

/** Everything a refresh depends on, as it is on the disk now. */
export interface Situation {
  readonly stored: OAuthCredential
  /** The newer login of the two sides: the one whose refresh token is to be used. */
  readonly base: OAuthCredential
  /** Whether that is Claude Code's, and not in the store yet. */
  readonly isToAdopt: boolean
  /** The client it was made for; null where none is named. */
  readonly clientId: string | null
  /** Whether Claude Code has a part in it, so that its locks are needed. */
  readonly withClaude: boolean
  /** Every login that the new pair is to replace, Claude Code's first: the sync could heal a store from that alone. */
  readonly places: readonly RefreshPlace[]
}

/**
 * Reads Claude Code's side and these stores. Throws a {@link Refusal} where the login is gone, or where Claude Code's
 * side of it could not be kept in step.
 */
export const readSituation = async (
  run: Run,
  target: RefreshTarget,
  storePaths: readonly string[],
): Promise<Situation> => {
  const { profile, storePath, seen } = target
  const claude = await readClaudeSide(run)
  const isMirror = profile === CLAUDE_CLI_PROFILE
  if (claude.state === 'keychain' && (isMirror || holds(claude, seen.refresh))) throw inKeychain(profile)
  if (claude.state === 'unreadable' && isMirror) throw unreadableLogin(claude.path, profile)
  const known = await readStores(run, storePaths)
  const owner = known.find(({ path }) => path === storePath)
  const stored = own(owner?.store.profiles ?? {}, profile)
  if (owner === undefined || stored?.type !== 'oauth') throw goneMeanwhile(profile, storePath)

  const login = isMirror && claude.state === 'file' ? claude.reading.credential : null
  const isNewer = login?.refresh?.blank === false && login.expiresAt >= (stored.expires ?? 0)
  const base = isNewer
    ? { ...stored, access: login.access, refresh: login.refresh, expires: login.expiresAt }
    : stored
  const isToAdopt = isNewer && stored.access?.equals(login.access) !== true
  const isClaudes = claude.state === 'file' && holds(claude, base.refresh)
  const ownClientId =
    isNewer && claude.state === 'file'
      ? clientIdIn(claude.text, ['claudeAiOauth'])
      : clientIdIn(owner.text, ['profiles', profile])
  const replaces = base.refresh === null ? [] : [base.refresh]
  const before = stored.refresh ?? run.machine.probes.seal('')
  return {
    stored,
    base,
    isToAdopt,
    clientId: ownClientId,
    withClaude: isMirror || isClaudes,
    places: [
      ...(isClaudes ? [{ kind: 'claude' as const, path: claude.path, replaces }] : []),
      { kind: 'store', path: storePath, profile, replaces: [...replaces, before] },
      ...copiesIn(known, base.refresh).filter((copy) => copy.path !== storePath || copy.profile !== profile),
    ],
  }
}

const holds = (
  claude: Extract<ClaudeSide, { state: 'file' | 'keychain' }>,
  refresh: Secret | null,
): boolean =>
  refresh !== null &&
  claude.reading?.state === 'found' &&
  claude.reading.credential.refresh?.equals(refresh) === true

/** One refresh token may have been copied into many stores: all of them are logged out when one of them uses it. */
const copiesIn = (
  stores: readonly StoreOnDisk[],
  refresh: Secret | null,
): readonly Extract<RefreshPlace, { kind: 'store' }>[] =>
  stores.flatMap(({ path, store }) =>
    Object.entries(store.profiles).flatMap(([profile, credential]) =>
      credential.type === 'oauth' && refresh !== null && credential.refresh?.equals(refresh) === true
        ? [{ kind: 'store' as const, path, profile, replaces: [refresh] }]
        : [],
    ),
  )

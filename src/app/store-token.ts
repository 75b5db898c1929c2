import { config } from '../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { normalizeAgentId } from '../auth/agent-id.js'
import { entryMissing } from '../auth/config-edits.js'
import { cooldownRemovals, hasStatistics } from '../auth/cooldown.js'
import type { Credential, OAuthCredential, TokenCredential } from '../auth/credential.js'
import { own } from '../auth/mapping.js'
import { sameProvider } from '../auth/provider-id.js'
import { sameCredential } from '../auth/sync.js'
import { newStore, syncEdits } from '../auth/sync-edits.js'
import { blockedUntil } from '../auth/usability.js'
import type { Change, Edit } from '../contract/index.js'
import { type CarriedOut, carryOut } from './carry-out.js'
import { configChanges, entryPath } from './config-changes.js'
import { firstStore } from './first-store.js'
import { readAuth } from './load-auth.js'
import type { Run } from './open-run.js'
import { readOwnStore } from './own-store.js'
import { Refusal } from './refusal.js'

/** A credential to be stored, and to be named in the config. */
export interface TokenDeed {
  readonly id: 'auth/paste-token' | 'auth/setup-token'
  readonly profile: string
  readonly credential: TokenCredential | OAuthCredential
  /** What the config says of its type. */
  readonly mode: string
  /** Whose own store it goes to; null for the main agent's, from which all others inherit. */
  readonly agent: string | null
}

export interface StoredToken {
  readonly profile: string
  readonly provider: string
  /** Whose store it is in. */
  readonly agent: string
  readonly type: 'token' | 'oauth'
  readonly mode: string
  readonly status: CarriedOut['status']
  /** Unix milliseconds; null where it is not known. */
  readonly expiresAt: number | null
  readonly storePath: string
  /** The file that names the profile: the config, or one that it includes. */
  readonly configPath: string
  /** What `--dry-run` shows. */
  readonly diff: string | null
}

/** Writes store and config in one step: both, or neither. Throws a {@link Refusal}, with everything as it was. */
export const storeToken = async (run: Run, deed: TokenDeed): Promise<StoredToken> => {
  const { profile, credential, mode } = deed
  const { provider } = credential
  const entry = { id: profile, provider, mode }
  const done = await carryOut(run, {
    id: deed.id,
    subject: `profile:${profile}`,
    touches: [config, stores],
    plan: async () => {
      const read = await readAuth(run)
      return [
        ...(await storeChanges(run, read.stores, deed)),
        ...(await configChanges(run, read.config, entry)),
      ]
    },
    verify: async () => {
      const read = await readAuth(run)
      const { reading, store } = targetStore(read.stores, deed.agent)
      if (reading.state !== 'ok' || !isStored(own(store.profiles, profile), credential))
        return `the store did not hold ${profile} as it should`
      return entryMissing(read.config.config, entry)
    },
  })
  const read = await readAuth(run)
  const target = targetStore(read.stores, deed.agent)
  return {
    profile,
    provider,
    agent: target.agent.id,
    type: credential.type,
    mode,
    status: done.status,
    expiresAt: credential.expires ?? null,
    storePath: target.agent.storePath,
    configPath: await entryPath(run, read.config, profile),
    diff: done.diff,
  }
}

/** The store that a token of this agent's goes to. Throws a {@link Refusal} where there is no such agent. */
export const targetStore = (found: readonly AgentStore[], agent: string | null): AgentStore => {
  const target = found.find((each) =>
    agent === null ? each.agent.isMain : each.agent.id === normalizeAgentId(agent),
  )
  if (target === undefined) throw new Refusal('UNKNOWN_AGENT', `There is no agent ${agent ?? 'main'}.`, null)
  return target
}

/** Fields that nothing was said of may be there besides, such as an email. */
const isStored = (stored: Credential | undefined, credential: TokenDeed['credential']): boolean =>
  stored?.type === 'oauth' && credential.type === 'oauth'
    ? sameCredential(
        stored,
        stored.accountId === undefined ? credential : { accountId: stored.accountId, ...credential },
      )
    : sameCredential(stored, credential)

const storeChanges = async (
  run: Run,
  found: readonly AgentStore[],
  { profile, credential, agent: asked }: TokenDeed,
): Promise<readonly Change[]> => {
  const { agent, reading, store, file } = targetStore(found, asked)
  const path = agent.storePath
  if (reading.state === 'absent') {
    const json = await firstStore(run, found, agent.id, newStore(profile, credential))
    return [{ op: 'write', path, before: 'absent', after: { json }, mode: 0o600, lock: true }]
  }
  if (reading.state !== 'ok' || file === null)
    throw new Refusal(
      'UNREADABLE',
      `The store of agent ${agent.id} could not be read: ${path}.`,
      'Nothing was changed. Mend the file, or restore it, first.',
    )
  const stored = own(store.profiles, profile)
  if (stored !== undefined && !sameProvider(stored.provider, credential.provider))
    throw new Refusal(
      'OTHER_PROVIDER',
      `Auth profile "${profile}" is for ${stored.provider}, not ${credential.provider}.`,
      'Nothing was changed. Name another one with --profile-id.',
    )
  const edits = syncEdits(profile, stored, credential)
  if (edits.length === 0) return []
  const { document } = await readOwnStore(run.machine.probes.fs, agent)
  const unblock = hasStatistics(document, profile)
    ? cooldownRemovals(document, profile)
    : inheritedBlock(profile, targetStore(found, null))
  // Of the file that the edits were made for: where it has changed since, they are made anew.
  const before = { sha256: file.sha256 }
  return [{ op: 'patch', path, dialect: 'json', before, edits: [...edits, ...unblock], lock: true }]
}

/** An agent's own entry counts instead of the main agent's, also with nothing in it. */
const inheritedBlock = (profile: string, main: AgentStore): readonly Edit[] =>
  blockedUntil(own(main.store.usageStats, profile)) === null ? [] : [{ at: ['usageStats', profile], set: {} }]

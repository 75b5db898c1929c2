import type { Edit, Value } from '../contract/index.js'
import {
  CLAUDE_CLI_PROFILE,
  CODEX_CLI_PROFILE,
  type Credential,
  type OAuthCredential,
  type Profiles,
  QWEN_CLI_PROFILE,
  type TokenCredential,
} from './credential.js'
import { type CodexPlan, planCodexSync, planQwenSync } from './external-sync.js'
import { own } from './mapping.js'
import type { OwnStore } from './own-store.js'
import type { AuthStore } from './store.js'
import { planSync } from './sync.js'
import { mendEdits, newStore, syncEdits } from './sync-edits.js'

/** A login of another program. `from` is where it was looked for; the credential is null where none was found. */
export interface SyncSource<C extends Credential> {
  readonly from: string
  readonly credential: C | null
}

export interface SyncSources {
  readonly claude: SyncSource<OAuthCredential | TokenCredential>
  readonly codex: SyncSource<OAuthCredential>
  readonly qwen: SyncSource<OAuthCredential>
}

/** How one agent's own store differs from a source, and what would mend it. */
export interface StoreSync<F extends OwnStore = OwnStore> {
  readonly file: F
  readonly profile: string
  readonly from: string
  readonly state: 'missing' | 'stale' | 'duplicate'
  /** The profile that holds the same pair of tokens, for a duplicate. */
  readonly duplicateOf: string | null
  /** For a store that exists. */
  readonly edits: readonly Edit[]
  /** The whole of a store that does not exist yet; null for one that does. */
  readonly initial: Value | null
}

type Plan =
  | Extract<CodexPlan, { action: 'remove' }>
  | { readonly action: 'set'; readonly credential: Credential }

interface Planner {
  readonly profile: string
  readonly from: string
  plan(profiles: Profiles): Plan | null
}

const planners = ({ claude, codex, qwen }: SyncSources, now: number): readonly Planner[] => {
  const set = (credential: Credential | null): Plan | null =>
    credential === null ? null : { action: 'set', credential }
  return [
    {
      profile: CLAUDE_CLI_PROFILE,
      from: claude.from,
      plan: (profiles) => set(planSync(own(profiles, CLAUDE_CLI_PROFILE), claude.credential, now)),
    },
    {
      profile: CODEX_CLI_PROFILE,
      from: codex.from,
      plan: (profiles) => planCodexSync(profiles, codex.credential, now),
    },
    {
      profile: QWEN_CLI_PROFILE,
      from: qwen.from,
      plan: (profiles) => set(planQwenSync(own(profiles, QWEN_CLI_PROFILE), qwen.credential, now)),
    },
  ]
}

/**
 * What every store that may be written lacks of its sources. The main agent's store always takes a login, since the
 * others inherit it; another agent's own store only where it already holds a copy, which would hide main's.
 */
export const storeSyncs = <F extends OwnStore>(
  files: readonly F[],
  sources: SyncSources,
  now: number,
): readonly StoreSync<F>[] => {
  const main = files.find((file) => file.agent.isMain)
  const holdsCopy = ({ agent, store }: F, profile: string): boolean =>
    agent.selected && agent.storePath !== main?.agent.storePath && own(store.profiles, profile) !== undefined
  return planners(sources, now).flatMap((planner) =>
    files
      .filter((file) => file.reading.state === 'ok' || file.reading.state === 'absent')
      .filter((file) => file.agent.isMain || holdsCopy(file, planner.profile))
      .flatMap((file) => {
        const plan = planner.plan(
          file === main ? file.store.profiles : { ...main?.store.profiles, ...file.store.profiles },
        )
        return plan === null ? [] : [storeSync(file, planner, plan)]
      }),
  )
}

const storeSync = <F extends OwnStore>(file: F, { profile, from }: Planner, plan: Plan): StoreSync<F> => {
  const base = { file, profile, from }
  if (plan.action === 'remove') {
    const edits: readonly Edit[] = [{ at: ['profiles', profile], remove: true }]
    return { ...base, state: 'duplicate', duplicateOf: plan.duplicateOf, edits, initial: null }
  }
  const stored = own(file.store.profiles, profile)
  const isNew = file.reading.state === 'absent'
  return {
    ...base,
    state: stored === undefined ? 'missing' : 'stale',
    duplicateOf: null,
    edits: isNew
      ? []
      : isMisread(file.store, profile)
        ? mendEdits(profile, plan.credential)
        : syncEdits(profile, stored, plan.credential),
    initial: isNew ? newStore(profile, plan.credential) : null,
  }
}

/** Whether an object stands there that is not accepted as a profile. */
const isMisread = ({ profiles, issues }: AuthStore, id: string): boolean =>
  own(profiles, id) === undefined &&
  issues.some(({ at: [key, name, field] }) => key === 'profiles' && name === id && field !== undefined)

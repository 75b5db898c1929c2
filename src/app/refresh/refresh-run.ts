import { chooseFor } from '../../auth/agent-view.js'
import { own } from '../../auth/mapping.js'
import { resolveConfiguredModelRef } from '../../auth/models.js'
import { isDue } from '../../auth/refresh/due.js'
import type { FixRecord } from '../../fix/fix-record.js'
import { loadKnownAuth } from '../known-auth.js'
import type { LoadedAuth } from '../load-auth.js'
import { openRun, type Run, type RunSurroundings } from '../open-run.js'
import { Refusal } from '../refusal.js'
import { renewalStep } from '../renewal-step.js'
import { DEFAULT_SETTINGS, type RunSettings } from '../settings.js'
import { previewRefresh } from './preview-refresh.js'
import { refreshProfile } from './refresh-profile.js'
import { REFRESH_STEP } from './refresh-step.js'
import { refreshTarget } from './refresh-target.js'
import { leftWarnings } from './refresh-words.js'
import { goneMeanwhile, staticCredential } from './refusals.js'

/** What `models auth refresh` did. */
export interface RefreshDocument {
  readonly agent: string
  readonly profile: string
  readonly provider: string
  /**
   * `adopted`: the program that the login comes from had a newer one; `recovered`: an interrupted refresh was
   * finished; `current`: another program was just as fast. In these nothing was asked of the provider.
   */
  readonly status: 'refreshed' | 'adopted' | 'recovered' | 'current' | 'planned'
  /** Unix milliseconds; null where it is not known yet. */
  readonly expires: number | null
  /** The files that were written, or would be. */
  readonly paths: readonly string[]
  readonly diff: string | null
  readonly warnings: readonly string[]
}

export interface RefreshRun {
  readonly document: RefreshDocument
  readonly synced: readonly FixRecord[]
  /** Unix milliseconds. */
  readonly now: number
  readonly home: string
}

/**
 * Refreshes one profile, or the one that would be used for the default model. What the sync brings first is as good.
 * Throws a {@link Refusal} where there is nothing new.
 */
export const refreshRun = async (
  asked: Partial<RunSettings> &
    Pick<RunSurroundings, 'machine'> & {
      readonly profile: string | null
      /** Milliseconds for the exchange with the provider. */
      readonly requestMs: number
      readonly cli: string
    },
): Promise<RefreshRun> => {
  const { cli, requestMs: timeoutMs } = asked
  const run = openRun({ ...DEFAULT_SETTINGS, ...asked }, asked)
  const loaded = await loadKnownAuth(run, cli)
  const { view, stores, synced, now } = loaded
  const { home } = run.machine.probes
  const profile = asked.profile ?? (await defaultProfile(run, loaded, cli))
  const credential = own(view.store.profiles, profile)
  const done = (document: Omit<RefreshDocument, 'agent' | 'profile' | 'provider'>): RefreshRun => {
    const provider = credential?.provider ?? profile.split(':')[0] ?? ''
    const about = { agent: view.file.agent.id, profile, provider }
    return { document: { ...about, ...document }, synced, now, home }
  }

  const planned = recordOf(synced, profile, 'planned')
  if (planned !== null)
    return done({
      status: 'planned',
      expires: null,
      paths: planned.paths,
      diff: planned.diff ?? null,
      warnings: [],
    })
  if (credential === undefined) throw unknownProfile(profile, loaded)
  if (credential.type !== 'oauth') throw staticCredential(profile, credential, cli)
  const brought = recordOf(synced, profile, 'applied')
  if (brought !== null && !isDue(credential, now))
    return done({
      status: brought.fix === REFRESH_STEP ? 'recovered' : 'adopted',
      expires: credential.expires ?? null,
      paths: brought.paths,
      diff: null,
      warnings: [],
    })

  const target = refreshTarget(view, stores, profile)
  if (target === null) throw goneMeanwhile(profile, view.file.agent.storePath)
  if (run.settings.dryRun) {
    const preview = await previewRefresh(run, target, cli)
    return done({ status: 'planned', expires: null, ...preview, warnings: [] })
  }
  const renewed = await refreshProfile(run, target, { force: true, timeoutMs, cli })
  const {
    status,
    credential: { expires = null },
    paths,
  } = renewed
  return done({ status, expires, paths, diff: null, warnings: leftWarnings(renewed) })
}

/** What the sync, or a recovery before it, did or would do for a profile. */
const recordOf = (
  synced: readonly FixRecord[],
  profile: string,
  status: FixRecord['status'],
): FixRecord | null =>
  synced.find(
    (record) =>
      record.status === status &&
      (record.subject.endsWith(`/profile:${profile}`) || record.subject === `refresh:${profile}`),
  ) ?? null

/** The profile that the default model's provider would be asked with. */
const defaultProfile = async (run: Run, { view, config, now }: LoadedAuth, cli: string): Promise<string> => {
  const { provider } = resolveConfiguredModelRef(view.config)
  const choice = chooseFor(view, provider, config.envKeys, now)
  if (choice.via === 'profile') return choice.id
  const instead = {
    env: 'a key of the environment is used, which cannot be refreshed',
    config: 'a key of the config is used, which cannot be refreshed',
    nothing: 'there is none that could be used',
  }[choice.via]
  throw new Refusal(
    'NOTHING_TO_REFRESH',
    `No profile of ${provider} is in use: ${instead}.`,
    choice.via === 'nothing' ? await renewalStep(run, provider, cli) : 'Name the profile to refresh.',
  )
}

const unknownProfile = (profile: string, { view }: LoadedAuth): Refusal => {
  const known = Object.keys(view.store.profiles)
  return new Refusal(
    'UNKNOWN_PROFILE',
    `Auth profile "${profile}" not found for agent ${view.file.agent.id}.`,
    known.length === 0 ? 'There is no profile at all.' : `There are: ${known.join(', ')}.`,
  )
}

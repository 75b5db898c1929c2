import { baseUrl } from '../../plugins/clawdbot/facts/base-url.js'
import { choose } from '../auth/choice.js'
import { profileEmail } from '../auth/health.js'
import { own } from '../auth/mapping.js'
import { modelLabel, providersInUse } from '../auth/models.js'
import { normalizeProviderId } from '../auth/provider-id.js'
import { ask } from '../auth/verify/ask.js'
import { type Candidate, candidatesOf, sendable } from '../auth/verify/candidates.js'
import { endpointOf } from '../auth/verify/endpoint.js'
import { inParallel } from '../auth/verify/in-parallel.js'
import { probeModel } from '../auth/verify/probe-model.js'
import { isChosen } from '../auth/verify/questions.js'
import { messageRequest, type Sendable } from '../auth/verify/request.js'
import { type Answer, notAsked } from '../auth/verify/verdict.js'
import type { StatusDocument } from '../report/status-schema.js'
import type { LoadedAuth } from './load-auth.js'
import type { Run } from './open-run.js'
import { useChoice } from './refresh/use-choice.js'
import { Refusal } from './refusal.js'

/** What `models status --probe` was asked for. */
export interface ProbeOptions {
  /** Every provider in use where it is null. */
  readonly provider: string | null
  /** These profiles only, in use or not; all of them where it is empty. */
  readonly profiles: readonly string[]
  /** Milliseconds for each probe. */
  readonly timeoutMs: number
  readonly concurrency: number
  readonly maxTokens: number
  /** The name this program was called by. */
  readonly cli: string
}

type Probes = NonNullable<StatusDocument['auth']['probes']>
type ProbeResult = Probes['results'][number]

/**
 * Has every credential answer a message, which costs a few tokens each. A login past its date is refreshed first, where
 * the run may write. Throws a {@link Refusal} for a profile that does not exist.
 */
export const runProbes = async (run: Run, auth: LoadedAuth, options: ProbeOptions): Promise<Probes> => {
  const { now } = run.machine.probes
  const startedAt = now()
  const targets = isReadable(auth) ? targetsOf(auth, options) : []
  const results = await inParallel(targets, options.concurrency, (target) =>
    probe(run, auth, target, options),
  )
  const finishedAt = now()
  return {
    startedAt,
    finishedAt,
    durationMs: finishedAt - startedAt,
    totalTargets: results.filter(({ status }) => status !== 'not-asked').length,
    options: {
      ...(options.provider === null ? {} : { provider: options.provider }),
      ...(options.profiles.length === 0 ? {} : { profileIds: [...options.profiles] }),
      timeoutMs: options.timeoutMs,
      concurrency: options.concurrency,
      maxTokens: options.maxTokens,
    },
    results: [...results],
  }
}

/** Where to ask, and with what, is known only where both could be read. */
const isReadable = ({ config, view }: LoadedAuth): boolean =>
  view.known && (config.reading.state === 'ok' || config.reading.state === 'absent')

type Target = Candidate & { readonly isNext: boolean }

const targetsOf = (auth: LoadedAuth, options: ProbeOptions): readonly Target[] => {
  const { view, config, now } = auth
  refuseUnknownProfiles(auth, options)
  const wanted = new Set(options.profiles)
  return providersFor(auth, options).flatMap((provider): readonly Target[] => {
    const choice = choose({ store: view.store, config: view.config, provider, env: config.envKeys, now })
    const targets = candidatesOf(view, provider, config.envKeys, now).map((candidate) => ({
      ...candidate,
      isNext: isChosen(candidate, choice),
    }))
    const profiles = targets.filter(({ source }) => source === 'profile')
    if (wanted.size > 0)
      return profiles.filter(({ name }) => wanted.has(name)).map((target) => named(auth, target))
    return profiles.length > 0 ? profiles : targets.slice(0, 1)
  })
}

/** A profile that was asked for by name is probed also where an order leaves it out. */
const named = ({ view, now }: LoadedAuth, target: Target): Target => {
  const stored = own(view.store.profiles, target.name)
  const isHidden = 'notSent' in target.credential && target.credential.notSent === 'not-listed'
  return isHidden && stored !== undefined ? { ...target, credential: sendable(stored, now) } : target
}

const providersFor = ({ view }: LoadedAuth, { provider, profiles }: ProbeOptions): readonly string[] => {
  if (provider !== null) return [normalizeProviderId(provider)]
  if (profiles.length === 0) return providersInUse(view.config)
  const of = profiles.flatMap((id) => own(view.store.profiles, id)?.provider ?? [])
  return [...new Set(of.map(normalizeProviderId))]
}

const refuseUnknownProfiles = ({ view }: LoadedAuth, { provider, profiles }: ProbeOptions): void => {
  const ids = Object.entries(view.store.profiles)
    .filter(
      ([, stored]) =>
        provider === null || normalizeProviderId(stored.provider) === normalizeProviderId(provider),
    )
    .map(([id]) => id)
  const unknown = profiles.filter((id) => !ids.includes(id))
  if (unknown.length === 0) return
  const whose = provider === null ? '' : ` of ${normalizeProviderId(provider)}`
  throw new Refusal(
    'UNKNOWN_PROFILE',
    `Agent ${view.file.agent.id} has no profile ${unknown.join(', ')}${whose}.`,
    ids.length === 0 ? null : `There are: ${ids.join(', ')}.`,
  )
}

const probe = async (
  run: Run,
  auth: LoadedAuth,
  target: Target,
  options: ProbeOptions,
): Promise<ProbeResult> => {
  const { view } = auth
  const { provider } = target
  const addresses = await run.facts.outcome(baseUrl)
  const endpoint = endpointOf(
    provider,
    view.config,
    addresses.status === 'ok' ? addresses.value.anthropic : null,
  )
  const model = probeModel(view.config, provider)
  const base = resultBase(auth, target, model === null ? null : modelLabel({ provider, model }))
  if (endpoint === null) return { ...base, ...told(notAsked('unsupported')) }
  if (model === null) return { ...base, ...told(notAsked('no-model')) }
  const credential = await usable(run, auth, target, options)
  if ('verdict' in credential) return { ...base, ...told(credential) }
  const { timeoutMs, maxTokens } = options
  const request = messageRequest(endpoint, credential, { model, maxTokens, timeoutMs })
  const { answer, latencyMs } = await ask(run.machine.probes, request)
  return { ...base, host: endpoint.host, ...told(answer), latencyMs }
}

/** What to send; or why not, as an answer. */
const usable = async (
  run: Run,
  auth: LoadedAuth,
  { name, credential }: Target,
  { timeoutMs, cli }: ProbeOptions,
): Promise<Sendable | Answer> => {
  if (!('notSent' in credential)) return credential
  const stored = own(auth.view.store.profiles, name)
  const mayRefresh = run.settings.sync && !run.settings.dryRun
  if (credential.notSent !== 'refreshes-on-use' || !mayRefresh || stored === undefined)
    return notAsked(credential.notSent)
  try {
    const choice = { via: 'profile' as const, id: name, credential: stored }
    const { type, secret } = await useChoice(run, auth, choice, { timeoutMs, cli })
    return { type, secret }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'REJECTED'
      ? { ...notAsked('refresh-rejected'), verdict: 'rejected' }
      : notAsked(`not-refreshed-${error.code.toLowerCase().replaceAll('_', '-')}`)
  }
}

const resultBase = (
  { view }: LoadedAuth,
  { provider, source, name, type, isNext }: Target,
  model: string | null,
): Omit<ProbeResult, 'status'> => {
  const base = { provider, ...(model === null ? {} : { model }), mode: type, next: isNext }
  if (source === 'env') return { ...base, label: name, source }
  if (source === 'config') return { ...base, label: name, source: 'models.json' }
  const stored = own(view.store.profiles, name)
  const email = stored === undefined ? null : profileEmail(name, stored, view.config)
  return { ...base, profileId: name, label: email === null ? name : `${name} (${email})`, source }
}

const told = ({ verdict, status, reason, retryAfterMs }: Answer) => ({
  status: verdict,
  ...(status === null ? {} : { httpStatus: status }),
  ...(reason === null ? {} : { reason }),
  ...(retryAfterMs === null ? {} : { retryAfterMs }),
})

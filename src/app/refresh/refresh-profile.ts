import { dirname } from 'node:path'
import { credentials } from '../../../plugins/claude-code/facts/credentials.js'
import { stores } from '../../../plugins/clawdbot/facts/stores.js'
import type { OAuthCredential } from '../../auth/credential.js'
import { readRefreshAnswer, type TokenPair } from '../../auth/refresh/answer.js'
import { isDue } from '../../auth/refresh/due.js'
import { type TokenService, tokenService } from '../../auth/refresh/endpoint.js'
import type { NewPair } from '../../auth/refresh/places.js'
import { refreshRequest } from '../../auth/refresh/request.js'
import type { Secret } from '../../contract/index.js'
import { messageOf } from '../../engine/message-of.js'
import { uninterrupted } from '../../engine/uninterrupted.js'
import { previewChanges } from '../../fix/preview.js'
import type { Run } from '../open-run.js'
import { answerRefusal } from './answer-refusal.js'
import { isUsedUp } from './finish-refresh.js'
import { dropPending, keepPending, pendingFolder } from './pending-files.js'
import { realStorePaths } from './read-stores.js'
import { recoverPendingRefresh } from './recover.js'
import { claudeLocks, inLockOrder, underLocks } from './refresh-locks.js'
import { badOverride, changedMeanwhile, noRefreshToken, notWritable, unknownService } from './refusals.js'
import { type RefreshTarget, readSituation, type Situation } from './situation.js'
import { changeFor, writePair } from './write-pair.js'

export interface RefreshOptions {
  /** Also a login that has long to live. */
  readonly force: boolean
  /** Milliseconds for the whole exchange with the provider. */
  readonly timeoutMs: number
  /** The name this program was called by. */
  readonly cli: string
}

export interface Refreshed {
  /** `current`: somebody else had renewed it by the time it was our turn, and nothing was asked. */
  readonly status: 'refreshed' | 'current'
  readonly credential: OAuthCredential
  /** The files that were written. */
  readonly paths: readonly string[]
  /** Why a file does not have the new login, one sentence each. */
  readonly left: readonly string[]
  /** Where it is kept until it is in every file; null where it is, or where that failed too. */
  readonly kept: string | null
}

type Service = Extract<TokenService, { state: 'ok' }>

/** The service to ask. Throws a {@link Refusal} where there is none. */
export const serviceFor = ({ profile, seen }: RefreshTarget, run: Run): Service => {
  const service = tokenService(seen.provider, run.machine.probes.env)
  if (service.state === 'unknown-provider') throw unknownService(profile, seen.provider)
  if (service.state === 'bad-override') throw badOverride()
  return service
}

/**
 * Refreshes a login under the locks of everything that holds it, having read it anew: what another program has
 * renewed is taken as it is. The new pair is on the disk before any file is changed. Throws a {@link Refusal}, with
 * everything as it was, where there is no new pair.
 */
export const refreshProfile = async (
  run: Run,
  target: RefreshTarget,
  options: RefreshOptions,
): Promise<Refreshed> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    // Whoever held the locks before may have been killed with the new pair in hand: that one counts, not the old.
    await recoverPendingRefresh(run)
    const refreshed = await refreshOnce(run, target, options)
    if (refreshed !== 'used-up') return refreshed
  }
  throw changedMeanwhile(target.profile)
}

const ATTEMPTS = 3

/** `used-up` where the login that is in the files has been replaced by a pair that is in none of them yet. */
const refreshOnce = async (
  run: Run,
  target: RefreshTarget,
  options: RefreshOptions,
): Promise<Refreshed | 'used-up'> => {
  const service = serviceFor(target, run)
  const { probes, locks } = run.machine
  const seen = await readSituation(run, target, await realStorePaths(run))
  const storePaths = seen.places.flatMap(({ kind, path }) => (kind === 'store' ? [path] : []))
  const claude = seen.withClaude ? await claudeLocks(probes) : []
  const locked = inLockOrder(claude, storePaths)
  return underLocks(locks, locked, async () => {
    const situation = await readSituation(run, target, storePaths)
    if (situation.withClaude && !seen.withClaude) throw changedMeanwhile(target.profile)
    try {
      const { base } = situation
      if (base.refresh !== null && (await isUsedUp(run, base.refresh))) return 'used-up'
      const isOther = base.access === null || target.seen.access?.equals(base.access) !== true
      if (!isDue(base, probes.now()) && (isOther || !options.force))
        return await adopt(run, target, situation)
      return await uninterrupted(() => exchange(run, target, situation, { service, locked, options }))
    } finally {
      run.facts.forget([stores, credentials])
    }
  })
}

/** Takes the login as it is; where it is Claude Code's alone, the store gets it. */
const adopt = async (
  run: Run,
  { profile }: RefreshTarget,
  { base, isToAdopt, places }: Situation,
): Promise<Refreshed> => {
  const { access, refresh, expires } = base
  if (!isToAdopt || access === null || refresh === null || expires === undefined)
    return { status: 'current', credential: base, paths: [], left: [], kept: null }
  const pair = { access, refresh, expires, refreshExpires: null }
  const ours = places.filter(({ kind }) => kind === 'store')
  const written = await writePair(run, profile, pair, ours)
  return { status: 'current', credential: base, ...written, kept: null }
}

interface Exchange {
  readonly service: Service
  readonly locked: readonly string[]
  readonly options: RefreshOptions
}

/** From the request to the last file: whoever is stopped in between may have used up the token for nothing. */
const exchange = async (
  run: Run,
  { profile }: RefreshTarget,
  { base, clientId, places }: Situation,
  { service, locked, options: { timeoutMs, cli } }: Exchange,
): Promise<Refreshed> => {
  const { machine } = run
  const { probes } = machine
  const { refresh, provider } = base
  if (refresh === null || refresh.blank) throw noRefreshToken(profile, provider, cli)
  await refuseUnwritable(run, places, refresh)

  const result = await probes.net.request(refreshRequest(service, refresh, clientId, timeoutMs))
  const answer = readRefreshAnswer(result, probes.now(), probes.seal)
  if (answer.outcome !== 'refreshed')
    throw answerRefusal(answer, { profile, provider, host: new URL(service.url).host, timeoutMs, cli })

  const pair = wholePair(answer.pair, refresh)
  const pending = { profile, at: probes.now(), pair, places, locks: locked }
  // Where even that fails, the files themselves are still worth the try.
  const kept = await keepPending(machine, pending).catch(() => null)
  const { paths, left } = await writePair(run, profile, pair, places)
  const isDone = left.length === 0
  if (kept !== null && isDone) await dropPending(machine, kept)
  const credential = { ...base, access: pair.access, refresh: pair.refresh, expires: pair.expires }
  return { status: 'refreshed', credential, paths, left, kept: isDone ? null : kept }
}

/** A service that sends no new refresh token lets the old one go on. */
const wholePair = ({ access, refresh, expires, refreshExpires }: TokenPair, old: Secret): NewPair => ({
  access,
  refresh: refresh ?? old,
  expires,
  refreshExpires,
})

/** Found out before the token is used up: afterwards there would be nowhere to put the new one. */
const refuseUnwritable = async (run: Run, places: Situation['places'], refresh: Secret): Promise<void> => {
  const { fs } = run.machine.probes
  for (const folder of [pendingFolder(run.machine.probes), ...places.map(({ path }) => dirname(path))])
    if (!(await fs.writable(folder))) throw notWritable(`${folder} may not be written`)
  const trial: NewPair = { access: refresh, refresh, expires: 1, refreshExpires: null }
  for (const place of places) {
    const change = await changeFor(run, place, trial)
    if (typeof change === 'string') throw notWritable(change)
    if (change === null) continue
    await previewChanges([change], fs, String).catch((error: unknown) => {
      throw notWritable(`${place.path}: ${messageOf(error)}`)
    })
  }
}

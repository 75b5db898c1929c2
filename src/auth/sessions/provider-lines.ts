import { configKey } from '../choice.js'
import type { Credential } from '../credential.js'
import { type EnvKeys, envKey } from '../env-keys.js'
import { profileEmail } from '../health.js'
import { own } from '../mapping.js'
import { type Candidate, explainOrder } from '../order.js'
import { byProvider } from '../provider-id.js'
import { formatRemaining } from '../remaining.js'
import { unusability } from '../usability.js'
import { WHY_NOT } from './pin-profile.js'
import type { PinQuestion } from './stale-pin.js'

export interface ProviderQuestion extends PinQuestion {
  readonly env: EnvKeys
  /** The profile the session is pinned to; it is tried first where it is this provider's. */
  readonly pinned: string | null
}

/** What `/model status` says of one provider: where it is asked, and with what, in the order in which it is tried. */
export const providerLines = (question: ProviderQuestion): readonly string[] => {
  const { config, provider, pinned, env } = question
  const { baseUrl, api } = byProvider(config.providers, provider) ?? {}
  const { candidates } = explainOrder(pinned === null ? question : { ...question, preferred: pinned })
  const next = candidates.find(({ usable }) => usable)?.id
  const key = envKey(provider, env)
  const lines = [
    ...candidates.map((candidate) => candidateLine(candidate, next, question)),
    ...(key === null ? [] : [`env ${key.name}=${key.oauth ? 'OAuth' : 'API key'}`]),
    ...(configKey(config, provider) === null ? [] : ['config=API key']),
  ]
  return [
    `[${provider}] endpoint: ${baseUrl || 'default'}${api ? ` api: ${api}` : ''}`,
    ...(lines.length === 0 ? ['missing'] : lines).map((line) => `  auth: ${line}`),
  ]
}

const TYPES: Readonly<Record<Credential['type'], string>> = {
  api_key: 'API key',
  token: 'token',
  oauth: 'OAuth',
}

const candidateLine = (
  candidate: Candidate,
  next: string | undefined,
  question: ProviderQuestion,
): string => {
  const { store, config } = question
  const { id } = candidate
  const credential = own(store.profiles, id)
  const email = credential === undefined ? null : profileEmail(id, credential, config)
  const type = credential === undefined ? 'missing' : TYPES[credential.type]
  const flags = [
    ...(id === next ? ['next'] : []),
    ...(id === question.pinned ? ['pinned'] : []),
    ...(byProvider(store.lastGood, question.provider) === id ? ['lastGood'] : []),
    ...blockFlags(id, question),
    ...expiryFlags(credential, question.now),
    ...(candidate.usable || candidate.why === 'expired' || candidate.why === 'not-stored'
      ? []
      : [`unused: it ${WHY_NOT[candidate.why]}`]),
  ]
  return `${id}=${type}${email === null ? '' : ` ${email}`}${flags.length === 0 ? '' : ` (${flags.join(', ')})`}`
}

const blockFlags = (id: string, { store, now }: ProviderQuestion): readonly string[] => {
  const block = unusability(own(store.usageStats, id), now)
  return block === null ? [] : [`${block.kind} ${formatRemaining(block.remainingMs)}`]
}

const expiryFlags = (credential: Credential | undefined, now: number): readonly string[] => {
  if (credential === undefined || credential.type === 'api_key') return []
  const { expires } = credential
  if (expires === undefined || expires <= 0) return []
  return [expires <= now ? 'expired' : `exp ${formatRemaining(expires - now)}`]
}

import { type Choice, choose } from './choice.js'
import { DAY_MS, expiryStatus } from './health.js'
import { providersInUse } from './models.js'
import type { ModelsStatus, StatusInput } from './status-types.js'

/** 0 healthy, 1 something is expired or missing, 2 something is expiring. */
export type StatusExit = 0 | 1 | 2

/** Clawdbot's own rule: every stored login and token counts, used or not, refreshable or not. */
export const statusExitCode = ({ auth }: ModelsStatus): StatusExit => {
  const statuses = auth.oauth.profiles.filter(({ type }) => type !== 'api_key').map(({ status }) => status)
  if (auth.missingProvidersInUse.length > 0) return 1
  if (statuses.includes('expired') || statuses.includes('missing')) return 1
  return statuses.includes('expiring') ? 2 : 0
}

/** What is chosen works, or it would not be chosen: the question is for how long. */
const choiceExit = (choice: Choice, now: number, warnAfterMs: number): StatusExit => {
  if (choice.via === 'nothing') return 1
  if (choice.via !== 'profile' || choice.credential.type === 'api_key') return 0
  const { credential } = choice
  if (credential.type === 'oauth' && credential.refresh?.blank === false) return 0
  return expiryStatus(credential.expires, now, warnAfterMs) === 'expiring' ? 2 : 0
}

/** Those in use that have nothing a request could be made with, be something stored or not. */
export const unservedInUse = ({ store, config, env, now }: StatusInput): readonly string[] =>
  providersInUse(config).filter((provider) => choose({ store, config, env, provider, now }).via === 'nothing')

/** Judges only what would really be used: the first that works, for each provider in use. */
export const inUseExitCode = (input: StatusInput): StatusExit => {
  const { store, config, env, now, warnAfterMs = DAY_MS } = input
  const exits = providersInUse(config).map((provider) =>
    choiceExit(choose({ store, config, env, provider, now }), now, warnAfterMs),
  )
  return exits.includes(1) ? 1 : exits.includes(2) ? 2 : 0
}

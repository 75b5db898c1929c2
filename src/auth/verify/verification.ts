import type { Data, Evidence } from '../../contract/index.js'
import { BASE_URL_VARIABLE } from '../base-url.js'
import type { Credential } from '../credential.js'
import { renewalCommand } from '../renewal.js'
import type { Endpoint } from './endpoint.js'
import type { Answer } from './verdict.js'

/** What came of one credential of a provider in use. Times are Unix milliseconds, null where nothing was asked. */
export interface Verification {
  readonly provider: string
  readonly source: 'profile' | 'env' | 'config'
  /** The profile's id, the variable's name, or the key of the config. */
  readonly name: string
  readonly type: Credential['type']
  /** The agent to tell it under. */
  readonly agent: string
  /** The store that a profile stands in. */
  readonly path: string | null
  /** Whether some agent would use it before all others. */
  readonly isFirst: boolean
  /** Host and port; null for a provider that cannot be asked. */
  readonly host: string | null
  readonly proxy: string | null
  readonly addressBy: Endpoint['setBy'] | null
  readonly askedAt: number | null
  readonly latencyMs: number | null
  readonly answer: Answer
}

export const subjectOf = ({ agent, source, name }: Verification): string => `agent:${agent}/${source}:${name}`

/** The status and the code of an answer, for people: `HTTP 401 authentication_error`. */
const answerWords = ({ status, reason }: Pick<Answer, 'status' | 'reason'>): string =>
  [status === null ? null : `HTTP ${status}`, reason].filter((part) => part !== null).join(' ')

/** What a message about it may need. */
export const dataOf = (result: Verification): Data => {
  const { provider, name, agent, host, proxy, askedAt, answer } = result
  const { verdict, retryAfterMs } = answer
  return {
    provider,
    name,
    agent,
    verdict,
    answer: answerWords(answer),
    command: commandFor(result),
    host: host ?? provider,
    ...(proxy === null ? {} : { proxy }),
    ...(askedAt === null ? {} : { askedAt }),
    ...(retryAfterMs === null || askedAt === null ? {} : { until: askedAt + retryAfterMs }),
  }
}

/** What is put after this program's name to replace it. */
const commandFor = ({ provider, name, type }: Verification): string =>
  type === 'api_key'
    ? `models auth paste-token --provider ${provider} --profile-id "${name}"`
    : renewalCommand(provider)

/** Where the credential stands. */
export const placeOf = ({ source, path, name }: Verification): readonly Evidence[] => {
  if (source === 'env') return [{ kind: 'environment', name }]
  return path === null ? [] : [{ kind: 'file', path }]
}

/** What says where the provider is asked, unless it is the provider's own address. */
export const addressOf = ({ addressBy }: Verification): readonly Evidence[] =>
  addressBy === 'environment' ? [{ kind: 'environment', name: BASE_URL_VARIABLE }] : []

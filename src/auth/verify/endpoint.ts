import { BASE_URL_VARIABLE, plainBaseUrl } from '../base-url.js'
import type { AuthConfig } from '../config.js'
import { byProvider, normalizeProviderId } from '../provider-id.js'

export type Dialect = 'anthropic' | 'openai'

/** Where a provider is asked, and how. */
export interface Endpoint {
  readonly provider: string
  readonly dialect: Dialect
  /** Without a slash at its end, and without anything secret. */
  readonly baseUrl: string
  /** Host and port; the address as it is where that cannot be told. */
  readonly host: string
  readonly setBy: 'default' | 'config' | 'environment'
  /** Below the address: answers only those it knows, and spends nothing. */
  readonly listPath: string
  /** Below the address: answers a message. */
  readonly messagePath: string
  /** What OpenAI-like interfaces call the most tokens that an answer may have. */
  readonly limitName: 'max_tokens' | 'max_completion_tokens'
}

type Known = Pick<Endpoint, 'dialect' | 'baseUrl'> & Partial<Pick<Endpoint, 'listPath' | 'limitName'>>

/** Only providers of which it is known what they answer to a credential they do not take. */
const PROVIDERS: Readonly<Record<string, Known>> = {
  anthropic: { dialect: 'anthropic', baseUrl: 'https://api.anthropic.com' },
  groq: { dialect: 'openai', baseUrl: 'https://api.groq.com/openai/v1' },
  mistral: { dialect: 'openai', baseUrl: 'https://api.mistral.ai/v1' },
  openai: { dialect: 'openai', baseUrl: 'https://api.openai.com/v1', limitName: 'max_completion_tokens' },
  // Its list of models is open to everybody, and says nothing of a key.
  openrouter: { dialect: 'openai', baseUrl: 'https://openrouter.ai/api/v1', listPath: '/key' },
  xai: { dialect: 'openai', baseUrl: 'https://api.x.ai/v1' },
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'anthropic-messages': 'anthropic',
  'openai-completions': 'openai',
  'openai-responses': 'openai',
}

const PATHS = {
  anthropic: { listPath: '/v1/models', messagePath: '/v1/messages' },
  openai: { listPath: '/models', messagePath: '/chat/completions' },
} as const

/**
 * The address of a provider: the config's, else {@link BASE_URL_VARIABLE} for Anthropic, else its own. Null for a
 * provider that nobody has told this program how to ask.
 */
export const endpointOf = (
  provider: string,
  config: AuthConfig,
  environmentUrl: string | null,
): Endpoint | null => {
  const id = normalizeProviderId(provider)
  const known = Object.hasOwn(PROVIDERS, id) ? PROVIDERS[id] : undefined
  if (known === undefined) return null
  const configured = byProvider(config.providers, id)
  const dialect = configured?.api === undefined ? known.dialect : DIALECTS[configured.api]
  if (dialect === undefined) return null
  const fromEnvironment = id === 'anthropic' ? plainBaseUrl(environmentUrl ?? '') : ''
  const [written, setBy] = configured?.baseUrl
    ? ([configured.baseUrl, 'config'] as const)
    : fromEnvironment
      ? ([fromEnvironment, 'environment'] as const)
      : ([known.baseUrl, 'default'] as const)
  const baseUrl = written.replace(/\/+$/, '')
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : ''
  return {
    limitName: 'max_tokens',
    ...PATHS[dialect],
    ...(dialect === known.dialect ? known : {}),
    provider: id,
    dialect,
    baseUrl,
    host: host || baseUrl,
    setBy,
  }
}

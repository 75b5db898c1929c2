import type { StatusDocument } from './status-schema.js'
import type { StatusTextOptions } from './status-text.js'
import { paint, type SignName, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

type Probes = NonNullable<StatusDocument['auth']['probes']>
type Probe = Probes['results'][number]

/** What the providers answered, under what is stored here; nothing where they were not asked. */
export const renderProbes = (status: StatusDocument, options: StatusTextOptions): string => {
  const { probes } = status.auth
  if (probes === undefined) return ''
  const { style } = options
  const lines = probes.results.flatMap((probe) => probeLines(probe, options))
  const none =
    status.problems.length > 0 ? 'nothing, as not all could be read' : 'there is nothing to ask with'
  const asked = lines.length === 0 ? none : whenAsked(probes)
  return `\n${[`${paint(style, 'bold', 'Asked the providers')}: ${asked}`, ...lines].join('\n')}\n`
}

const whenAsked = ({ startedAt, durationMs, totalTargets }: Probes): string => {
  if (totalTargets === 0) return 'nothing could be sent'
  const when = new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ')
  return `${when} UTC, ${totalTargets} ${totalTargets === 1 ? 'message' : 'messages'} in ${durationMs} ms`
}

const SIGN_OF: Readonly<Record<Probe['status'], readonly [SignName, 'green' | 'yellow' | 'red' | 'dim']>> = {
  accepted: ['pass', 'green'],
  rejected: ['error', 'red'],
  'policy-rejected': ['error', 'red'],
  billing: ['error', 'red'],
  'rate-limited': ['warning', 'yellow'],
  timeout: ['warning', 'yellow'],
  unreachable: ['warning', 'yellow'],
  'server-error': ['warning', 'yellow'],
  'not-json': ['warning', 'yellow'],
  unknown: ['warning', 'yellow'],
  'not-asked': ['skip', 'dim'],
}

const WORDS: Readonly<Record<Probe['status'], string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  'policy-rejected': 'taken from Claude Code only',
  billing: 'refused for lack of credit',
  'rate-limited': 'rate-limited',
  timeout: 'no answer in time',
  unreachable: 'could not be reached',
  'server-error': 'the provider has an error of its own',
  'not-json': 'what answered is not the provider',
  unknown: 'neither yes nor no',
  'not-asked': 'not asked',
}

const NOT_ASKED: Readonly<Record<string, string>> = {
  unsupported: 'this program cannot ask this provider',
  'no-model': 'the config names no model of it',
  expired: 'it has expired',
  blank: 'it is empty',
  'refreshes-on-use': 'it has expired, and refreshes on use',
  'cannot-refresh': 'it has expired, and cannot be refreshed',
  'not-listed': 'the order leaves it out',
  'config-mode': 'the config says another type',
  'config-provider': 'the config says another provider',
  'refresh-rejected': 'the provider rejects its refresh token',
  'bad-url': 'the address of the provider is none',
  'bad-proxy': 'the proxy in the environment is no address',
  'bad-request': 'it holds characters that cannot be sent',
}

const reasonWords = (reason: string): string => {
  const [, why] = /^not-refreshed-(.*)$/.exec(reason) ?? []
  if (why !== undefined) return `it has expired, and could not be refreshed: ${why.replaceAll('-', ' ')}`
  return NOT_ASKED[reason] ?? reason
}

const probeLines = (probe: Probe, options: StatusTextOptions): readonly string[] => {
  const { style } = options
  const [name, colour] = SIGN_OF[probe.status]
  const next = nextStep(probe, options)
  return [
    `  ${paint(style, colour, sign(style, name))} ${wrap(probeWords(probe), style.width, '    ')}`,
    ...(next === null ? [] : [nextLine(style, next)]),
  ]
}

const nextLine = (style: Style, text: string): string =>
  `    ${paint(style, 'dim', 'next')}  ${wrap(text, style.width, '          ')}`

const probeWords = ({
  label,
  model,
  provider,
  host,
  status,
  httpStatus,
  reason,
  retryAfterMs,
  latencyMs,
}: Probe): string => {
  const code = reason === undefined ? null : reasonWords(reason)
  const isOfHost = SIGN_OF[status][0] === 'warning' && status !== 'rate-limited'
  const details = [
    isOfHost && host !== undefined ? host : null,
    httpStatus === undefined || status === 'accepted' ? null : `HTTP ${httpStatus}`,
    code,
    retryAfterMs === undefined ? null : `again in ${Math.ceil(retryAfterMs / 1000)} s`,
    latencyMs === undefined ? null : `${latencyMs} ms`,
  ].filter((part) => part !== null)
  const rest = details.length === 0 ? '' : ` (${details.join(', ')})`
  return `${label} with ${model ?? provider}: ${WORDS[status]}${rest}`
}

const nextStep = (
  { status, provider, mode, profileId }: Probe,
  { cli }: StatusTextOptions,
): string | null => {
  if (status === 'policy-rejected')
    return 'Use an API key: put it in ANTHROPIC_API_KEY where the bot is started. Logging in again changes nothing.'
  if (status === 'billing') return `Add credit, or see to the plan, in your account at ${provider}.`
  if (status !== 'rejected') return null
  if (profileId === undefined) return 'Put a key that the provider takes in its place.'
  return provider === 'anthropic' && mode !== 'api_key'
    ? `Run \`${cli} models auth setup-token --provider anthropic\`.`
    : `Run \`${cli} models auth paste-token --provider ${provider} --profile-id "${profileId}"\`.`
}

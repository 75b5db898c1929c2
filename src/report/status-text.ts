import { formatDuration } from './duration.js'
import { shortPath } from './message.js'
import type { StatusDocument } from './status-schema.js'
import { paint, type SignName, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

export interface StatusTextOptions {
  readonly style: Style
  readonly cli: string
  readonly home: string
  /** Profiles of logins that the bot renews when it uses them, whatever their date says. */
  readonly renewable?: ReadonlySet<string>
  /** Providers in use that have profiles, of which none can be used, and nothing else either. */
  readonly useless?: readonly string[]
  /** Whether a missing provider gets its credentials from a `claude` that is not there. */
  readonly lacksClaude?: boolean
  /** The agent that was asked for by name, if one was. */
  readonly asked?: string | undefined
}

type Profile = StatusDocument['auth']['oauth']['profiles'][number]

const LABEL_WIDTH = 11

/** `models status` for a person: what is configured, then every provider with what would be used first. */
export const renderStatus = (status: StatusDocument, options: StatusTextOptions): string => {
  const { style, home } = options
  const field = (label: string, value: string): string =>
    `${paint(style, 'dim', label.padEnd(LABEL_WIDTH))}${wrap(value, style.width, ' '.repeat(LABEL_WIDTH))}`
  const list = (label: string, values: readonly string[]): readonly string[] =>
    values.length === 0 ? [] : [field(label, values.join(', '))]
  const { auth } = status
  const { defaultModel, resolvedDefault } = status
  const model =
    defaultModel === resolvedDefault ? resolvedDefault : `${resolvedDefault} (from ${defaultModel})`
  const head = [
    field('Agent', status.agent),
    field('Model', model),
    ...list('Fallbacks', status.fallbacks),
    ...list('Image', [...(status.imageModel === null ? [] : [status.imageModel]), ...status.imageFallbacks]),
    ...list(
      'Aliases',
      Object.entries(status.aliases).map(([alias, ref]) => `${alias} = ${ref}`),
    ),
    field('Config', shortPath(status.configPath, home)),
    field('Store', shortPath(auth.storePath, home)),
  ]
  // What could not be read is told beside this; what it left out must not look like something that is missing.
  if (status.problems.length > 0) return `${head.join('\n')}\n`
  const listed = auth.oauth.providers.map(({ provider }) => provider)
  const blocks = listed.flatMap((provider) => providerBlock(provider, status, options))
  return `${[head.join('\n'), ...blocks, ...missingBlocks(status, options), ...uselessBlocks(options)].join('\n\n')}\n`
}

const providerBlock = (
  provider: string,
  status: StatusDocument,
  options: StatusTextOptions,
): readonly string[] => {
  const { style } = options
  const { auth } = status
  const overview = auth.providers.find((each) => each.provider === provider)
  const profiles = auth.oauth.profiles.filter((each) => each.provider.trim() === provider)
  if (overview === undefined) return []
  const order = auth.order[provider] ?? []
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length)
  const sorted = profiles.toSorted((a, b) => rank(a.profileId) - rank(b.profileId))
  const lines = sorted.map((profile) => profileLine(profile, order, status, options))
  const note = (text: string): string => `  ${wrap(text, style.width, '    ')}`
  const behind = order.length > 0 ? 'only if every profile fails' : 'would be used'
  const variable = overview.env?.source.replace(/^env: /, '')
  if (variable !== undefined) lines.push(note(`${sign(style, 'info')} ${variable}: ${behind}`))
  if (overview.modelsJson !== undefined) {
    const use = variable === undefined ? behind : `passed over while ${variable} is set`
    lines.push(note(`${sign(style, 'info')} a key in the config: ${use}`))
  }
  return [[paint(style, 'bold', provider), ...lines].join('\n')]
}

const SIGN_OF: Readonly<Record<Profile['status'], readonly [SignName, 'green' | 'yellow' | 'red']>> = {
  ok: ['pass', 'green'],
  static: ['pass', 'green'],
  expiring: ['warning', 'yellow'],
  expired: ['error', 'red'],
  missing: ['error', 'red'],
}

/** Of a profile that is well, and that nothing would use. */
const IDLE = ['skip', 'dim'] as const

const profileLine = (
  profile: Profile,
  order: readonly string[],
  status: StatusDocument,
  { style, renewable }: StatusTextOptions,
): string => {
  const renews = profile.status !== 'ok' && renewable?.has(profile.profileId) === true
  const look = SIGN_OF[renews ? 'ok' : profile.status]
  const isIdle = look[0] === 'pass' && !order.includes(profile.profileId)
  const [name, colour] = isIdle ? IDLE : look
  const block = status.auth.unusableProfiles.find((each) => each.profileId === profile.profileId)
  const words = [
    profile.type,
    validity(profile),
    renews ? 'renews itself' : null,
    block &&
      `${block.kind}${block.reason === undefined ? '' : ` (${block.reason})`} for ${formatDuration(block.remainingMs)}`,
    place(profile.profileId, order),
  ].filter((word) => word !== undefined && word !== null)
  const text = `${profile.label}: ${words.join(', ')}`
  return `  ${paint(style, colour, sign(style, name))} ${wrap(text, style.width, '    ')}`
}

const validity = ({ status, remainingMs }: Profile): string => {
  if (status === 'static') return 'no expiry'
  if (status === 'missing') return 'expiry unknown'
  const span = formatDuration(remainingMs ?? 0)
  return status === 'expired' ? `expired ${span} ago` : `expires in ${span}`
}

const place = (id: string, order: readonly string[]): string | null => {
  if (!order.includes(id)) return 'not used'
  return order[0] === id ? 'next' : null
}

const missingBlocks = (status: StatusDocument, options: StatusTextOptions): readonly string[] => {
  const isCopied = status.sync.every((each) => each.status === 'applied' || each.status === 'offered')
  return status.auth.missingProvidersInUse.map((provider) => {
    const command = provider === 'anthropic' ? 'setup-token' : 'paste-token'
    const text = `No credentials found for provider "${provider}", which is in use.`
    const install =
      options.lacksClaude === true && provider === 'anthropic'
        ? 'Install Claude Code with `npm install -g @anthropic-ai/claude-code`, then run'
        : 'Run'
    const next = isCopied
      ? `${install} \`${options.cli} models auth ${command} --provider ${provider}\`.`
      : `Run \`${options.cli} doctor\`: it says why a login could not be copied.`
    return faultBlock(text, next, options)
  })
}

const uselessBlocks = (options: StatusTextOptions): readonly string[] =>
  (options.useless ?? []).map((provider) => {
    const agent = options.asked === undefined ? '' : ` --agent ${options.asked}`
    return faultBlock(
      `Nothing stored for provider "${provider}" can be used.`,
      `Run \`${options.cli} models auth explain --provider ${provider}${agent}\`.`,
      options,
    )
  })

const faultBlock = (text: string, next: string, { style }: StatusTextOptions): string =>
  [
    `${paint(style, ['red', 'bold'], sign(style, 'error'))} ${wrap(text, style.width, '  ')}`,
    `  ${paint(style, 'dim', 'next')}  ${wrap(next, style.width, '        ')}`,
  ].join('\n')

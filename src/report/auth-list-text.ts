import type { ListDocument } from './auth-list-schema.js'
import { formatDuration } from './duration.js'
import { shortPath } from './message.js'
import { paint, type SignName, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

export interface ListTextOptions {
  readonly style: Style
  readonly cli: string
  readonly home: string
}

type Profile = ListDocument['profiles'][number]
type Look = readonly [SignName, 'green' | 'yellow' | 'red' | 'dim']

const TYPE = { oauth: 'login', token: 'token', api_key: 'API key' } as const

/** `models auth list` for a person: every provider with its profiles in the order of trying, then its keys. */
export const renderList = (document: ListDocument, options: ListTextOptions): string => {
  const { style, home, cli } = options
  const { profiles, keys, ignored } = document
  const line = ([name, colour]: Look, text: string): string =>
    `  ${paint(style, colour, sign(style, name))} ${wrap(text, style.width, '    ')}`
  const head = `Agent ${document.agentId}, store ${shortPath(document.storePath, home)}`
  const providers = [...new Set([...profiles, ...keys].map(({ provider }) => provider))]
  const blocks = providers.map((provider) =>
    [
      paint(style, 'bold', provider),
      ...profiles
        .filter((each) => each.provider === provider)
        .map((each) => line(lookOf(each), profileText(each))),
      ...keys
        .filter((each) => each.provider === provider)
        .map(({ name, blank }) =>
          blank
            ? line(['warning', 'yellow'], `${name}: set, and holds nothing`)
            : line(['info', 'dim'], `${name}: a key, tried only if every profile fails`),
        ),
    ].join('\n'),
  )
  const faults = ignored.map(({ profileId, at }) =>
    line(
      ['warning', 'yellow'],
      `${profileId} is in the store, but not as Clawdbot accepts a profile (see ${at.join(', ')}): run \`${cli} doctor\`.`,
    ),
  )
  const none = blocks.length > 0 ? [] : ['There is no profile, and no key in the environment or the config.']
  return `${[head, ...blocks, ...none, ...(faults.length > 0 ? [faults.join('\n')] : [])].join('\n\n')}\n`
}

const lookOf = ({ position, status, refreshable, block }: Profile): Look => {
  if (position === null) return ['error', 'red']
  const isEnding = (status === 'expiring' || status === 'missing') && !refreshable
  return block !== null || isEnding ? ['warning', 'yellow'] : ['pass', 'green']
}

const profileText = (profile: Profile): string => {
  const { profileId, email, type, inherited, owner, position, why, block } = profile
  const words = [
    TYPE[type],
    validity(profile),
    ...(inherited ? [`from agent ${owner}`] : []),
    ...(block === null
      ? []
      : [
          `${block.kind}${block.reason === null ? '' : ` (${block.reason})`} for ${formatDuration(block.remainingMs)}`,
        ]),
    position === null ? `not used: it ${why ?? 'is passed over'}` : `tried as number ${position}`,
  ]
  return `${profileId}${email === null ? '' : ` (${email})`}: ${words.join(', ')}`
}

const validity = ({ status, remainingMs, refreshable }: Profile): string => {
  if (status === 'static') return 'no expiry'
  const after = refreshable ? ', refreshed as needed' : ''
  if (status === 'missing' || remainingMs === null) return `expiry unknown${after}`
  const span = formatDuration(remainingMs)
  return `${status === 'expired' ? `expired ${span} ago` : `expires in ${span}`}${after}`
}

import type { Billing } from '../../auth/billing.js'
import type { Explanation, TraceCode, TraceEntry } from '../../auth/explain.js'
import { REASON_WORDS } from '../../auth/reason-words.js'
import { nameOf } from '../../auth/trace-name.js'
import { fillMessage, type MessageSurroundings } from '../../report/message.js'

const COST: Readonly<Record<Billing, string>> = {
  subscription: 'part of a subscription',
  metered: 'paid for by use',
}

const SKIPPED: Readonly<Record<TraceCode, string>> = {
  ...REASON_WORDS,
  blank: 'is set, and holds nothing',
  usable: 'can be used',
  cooling: 'can be used, and is in cooldown',
  pinned: 'is left out: the session is pinned to another profile',
  weaker: 'is left out: one that is read before it is set',
  'not-set': 'is not set',
}

/** Why it would be used, or when, or why not: words that follow its name. */
export const whyOf = (entry: TraceEntry, around: MessageSurroundings): string => {
  if (entry.verdict === 'skipped')
    return entry.via === 'profile' && entry.code === 'blank' ? REASON_WORDS.blank : SKIPPED[entry.code]
  const cost = entry.billing === null ? '' : `; ${COST[entry.billing]}`
  const when =
    entry.verdict === 'chosen'
      ? 'would be used'
      : entry.via === 'profile'
        ? 'is next, should those before it fail'
        : 'only if every profile fails'
  const cooling =
    entry.via === 'profile' && entry.coolingUntil !== null
      ? `, in cooldown until ${time(entry.coolingUntil, around)}`
      : ''
  return `${when}${cooling}${cost}`
}

const time = (at: number, around: MessageSurroundings): string =>
  fillMessage({ what: '{{at|time}}', why: '' }, { at }, around).what

const KIND = { oauth: 'a login', token: 'a token', api_key: 'an API key' } as const

/** The whole answer as a sentence or two. */
export const answerOf = (
  { chosen, trace, provider }: Explanation,
  agent: string,
  around: MessageSurroundings,
): string => {
  if (chosen === null) return `No credentials found for provider "${provider}" (agent ${agent}).`
  const what = nameOf(chosen, provider)
  const kind = chosen.via === 'profile' && chosen.type !== null ? `, ${KIND[chosen.type]}` : ''
  const cost =
    chosen.billing === 'subscription' ? 'part of a subscription' : 'every request is paid for by use'
  const next = trace.find(({ verdict }) => verdict === 'next')
  const turns = chosen.billing === 'subscription' && next?.billing === 'metered'
  const after = turns
    ? ` Should it fail, ${nameOf(next, provider)} takes over, and every request is paid for by use.`
    : ''
  return `Agent ${agent} would use ${what}${kind}${validity(chosen, around)}: ${cost}.${after}`
}

const validity = (chosen: TraceEntry, around: MessageSurroundings): string => {
  if (chosen.via !== 'profile') return ''
  const { expiresAt, refreshable, coolingUntil } = chosen
  const until = expiresAt === null ? '' : ` until ${time(expiresAt, around)}`
  const ends = refreshable ? ' that is refreshed as needed' : until === '' ? '' : ` that holds${until}`
  return coolingUntil === null ? ends : `${ends}, once its cooldown ends at ${time(coolingUntil, around)}`
}

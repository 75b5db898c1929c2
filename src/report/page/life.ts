import { formatDuration } from '../duration.js'
import type { SealedCredential } from '../sealed/schema.js'
import { distanceWords } from './moments.js'

/** A credential's life in Unix milliseconds, as seen from the moment of the report. */
export interface Life {
  readonly credential: SealedCredential
  readonly from: number | null
  readonly until: number | null
  readonly lastUsed: number | null
  /** Left out of use until then; null where that is over. */
  readonly cooling: number | null
  /** By colour and order of telling alone; the words say the same. */
  readonly tone: 'error' | 'warning' | 'good' | 'mute'
  /** How it stands, as in `expired 3 d ago, can be renewed`; being left out of use is a word of its own. */
  readonly states: readonly string[]
}

const URGENCY = ['error', 'warning', 'good', 'mute'] as const

/** Every life, those that want looking after first; otherwise in the report's order. */
export const livesOf = (credentials: readonly SealedCredential[], now: number): readonly Life[] =>
  credentials
    .map((credential) => lifeOf(credential, now))
    .sort((one, other) => URGENCY.indexOf(one.tone) - URGENCY.indexOf(other.tone))

const lifeOf = (credential: SealedCredential, now: number): Life => {
  const until = moment(credential.expiresAt)
  const coolingUntil = moment(credential.coolingUntil)
  const cooling = coolingUntil !== null && coolingUntil > now ? coolingUntil : null
  return {
    credential,
    from: moment(credential.issuedAt),
    until,
    lastUsed: moment(credential.lastUsedAt),
    cooling,
    tone: cooling === null ? toneOf(credential) : 'warning',
    states: [
      stateWords(credential, until, now),
      ...(cooling === null ? [] : [`in cooldown, ${formatDuration(cooling - now)} left`]),
    ],
  }
}

const moment = (iso: string | null): number | null => {
  const at = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(at) ? null : at
}

/** A login that renews itself is in no danger for having an end. */
const toneOf = ({ state, refreshable }: SealedCredential): Life['tone'] => {
  switch (state) {
    case 'missing':
      return 'error'
    case 'expired':
      return refreshable ? 'warning' : 'error'
    case 'expiring':
      return refreshable ? 'good' : 'warning'
    case 'ok':
      return 'good'
    case 'static':
      return 'mute'
  }
}

const stateWords = ({ state, refreshable }: SealedCredential, until: number | null, now: number): string => {
  if (state === 'missing') return 'holds no token'
  if (until === null) return state === 'static' ? 'has no end' : WORDS[state]
  const when = distanceWords(until, now)
  const renewal = refreshable ? (until <= now ? ', can be renewed' : ', renews itself') : ''
  return until <= now ? `expired ${when}${renewal}` : `ends ${when}${renewal}`
}

const WORDS = {
  ok: 'good, with no end known',
  expiring: 'ends soon',
  expired: 'expired',
  static: 'has no end',
} as const

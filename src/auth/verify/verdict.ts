/**
 * What a provider's answer says of the credential it was asked with. `rejected`: it does not know or no longer takes it.
 * `policy-rejected`: it knows it, and takes it from another program only. `billing`: it knows it, and is not paid.
 * `not-json`: what answered is not the provider. `unknown`: neither yes nor no. `not-asked`: nothing was sent.
 */
export const VERDICTS = [
  'accepted',
  'rejected',
  'policy-rejected',
  'rate-limited',
  'billing',
  'timeout',
  'unreachable',
  'server-error',
  'not-json',
  'unknown',
  'not-asked',
] as const

export type Verdict = (typeof VERDICTS)[number]

/** One answer. Nothing of its text is in it but the provider's own code for an error. */
export interface Answer {
  readonly verdict: Verdict
  /** Of HTTP; null where no answer came. */
  readonly status: number | null
  /** A code: the provider's for its error, the system's for a failed connection, or why nothing was asked. */
  readonly reason: string | null
  /** Milliseconds after which the provider wants to be asked again; null where it does not say. */
  readonly retryAfterMs: number | null
  /** Milliseconds by which the provider's clock is ahead of this one; null where its answer has no date. */
  readonly clockAheadMs: number | null
}

/** Of a request that was never made. */
export const notAsked = (reason: string): Answer => ({
  verdict: 'not-asked',
  status: null,
  reason,
  retryAfterMs: null,
  clockAheadMs: null,
})

/** `refused`: it does not work. `doubtful`: nothing is known of it, or it works again later. */
export type Standing = 'works' | 'refused' | 'doubtful' | 'not-asked'

const REFUSED: readonly Verdict[] = ['rejected', 'policy-rejected', 'billing']

/** Reasons for not asking that lie in what was to be sent, not in the credential's date or place. */
const UNSENDABLE: readonly (string | null)[] = ['bad-url', 'bad-proxy', 'bad-request']

export const standingOf = ({ verdict, reason }: Pick<Answer, 'verdict' | 'reason'>): Standing => {
  if (verdict === 'accepted') return 'works'
  if (verdict === 'not-asked') return UNSENDABLE.includes(reason) ? 'doubtful' : 'not-asked'
  return REFUSED.includes(verdict) ? 'refused' : 'doubtful'
}

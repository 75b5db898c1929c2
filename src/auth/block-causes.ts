import type { BlockedProfile } from './blocked-profiles.js'
import { ownerOf } from './held-profiles.js'

const OF_REASON: Readonly<Record<string, readonly string[]>> = {
  auth: ['auth/expiry!expired', 'auth/verified!rejected', 'auth/verified!policyRejected'],
  billing: ['auth/verified!billing', 'auth/verified!policyRejected'],
  rate_limit: ['auth/verified!rateLimited', 'auth/verified!rateLimitedUntil'],
  format: ['auth/expiry!expired', 'auth/verified!rejected', 'auth/verified!policyRejected'],
  unknown: [
    'auth/expiry!expired',
    ...['rejected', 'policyRejected', 'billing', 'rateLimited', 'rateLimitedUntil'].map(
      (id) => `auth/verified!${id}`,
    ),
  ],
}

/** Findings about the network to a provider rather than about a credential. */
const OF_NETWORK = ['unreachable', 'unreachableByProxy', 'timeout', 'timeoutByProxy', 'serverError'].map(
  (id) => `auth/verified!${id}`,
)

/** What a block may follow from, as causes of a finding; none where that is over. */
export const causesOfBlock = ({
  id,
  provider,
  views,
  reasons,
  outlived,
}: BlockedProfile): readonly string[] => {
  if (outlived) return []
  const agents = [...new Set(views.flatMap((view) => [ownerOf(view, id), view.file.agent.id]))]
  const ofProfile = new Set(reasons.flatMap((reason) => OF_REASON[reason] ?? []))
  const ofNetwork = reasons.includes('timeout') || reasons.includes('unknown') ? OF_NETWORK : []
  return [
    ...[...ofProfile].flatMap((cause) => agents.map((agent) => `${cause}#agent:${agent}/profile:${id}`)),
    ...ofNetwork.map((cause) => `${cause}#provider:${provider}`),
  ]
}

import type { WhyNot } from '../candidate.js'
import { own } from '../mapping.js'
import { explainOrder } from '../order.js'
import { normalizeProviderId, sameProvider } from '../provider-id.js'
import { quoted } from './quoted.js'
import type { PinQuestion } from './stale-pin.js'

/** Why a profile that is stored for the provider is not used, in words that follow "it". */
export const WHY_NOT: Readonly<Record<WhyNot | 'not-listed', string>> = {
  'not-stored': 'is not stored',
  'other-provider': 'is for another provider',
  'config-provider': 'is for another provider by the config',
  'config-mode': 'is of another type than the config says',
  blank: 'holds no key or token',
  expired: 'has expired',
  'not-listed': 'is not in the order of profiles',
}

/**
 * Why a profile cannot be pinned, or null. One that Clawdbot would pass over is refused too: it would drop the pin at
 * the next message and say nothing.
 */
export const whyNotPinned = (profile: string, question: PinQuestion): string | null => {
  const { store } = question
  const provider = normalizeProviderId(question.provider)
  const name = `Auth profile ${quoted(profile)}`
  const credential = own(store.profiles, profile)
  if (credential === undefined) {
    const known = Object.entries(store.profiles)
      .filter(([, { provider: of }]) => sameProvider(of, provider))
      .map(([id]) => id)
    const choice = known.length === 0 ? 'has no profiles' : `has ${known.join(', ')}`
    return `${name} not found; provider ${provider} ${choice}.`
  }
  if (!sameProvider(credential.provider, provider))
    return `${name} is for ${normalizeProviderId(credential.provider)}, not ${provider}.`
  const candidate = explainOrder(question).candidates.find(({ id }) => id === profile)
  return candidate === undefined || candidate.usable
    ? null
    : `${name} would not be used for ${provider}: it ${WHY_NOT[candidate.why]}.`
}

import { hiddenByOrder } from '../../auth/order-faults.js'
import { byProvider } from '../../auth/provider-id.js'
import { fillMessage, shortPath } from '../../report/message.js'
import { profilesIn } from './profile-steps.js'
import { attention, done, failed, type Step, type StepFacts, skipped } from './step.js'

const BASE = {
  'store-order': 'The order in the store',
  'config-order': 'The order in the config',
  'config-profiles': 'The list of profiles in the config',
}

export const orderStep = (facts: StepFacts): Step => {
  const step = 'order-names-it'
  const { explanation, view, config, now, around } = facts
  const { base, provider, chosen, shadowed } = explanation
  const at = `--provider ${provider} --agent ${view.file.agent.id}`
  if (base === 'stored')
    return done(step, 'no-order', 'No order is set: every stored profile of the provider counts.')
  const ids = listed(facts)
  const where = `${BASE[base]} (${ids.join(', ')})`
  const hidden = hiddenByOrder(view, provider, now)
  if (hidden.length > 0)
    return (chosen === null ? failed : attention)(
      step,
      'hides-usable',
      `${where} does not name ${hidden.join(', ')}, which could be used.`,
      `Run \`${around.cli} models auth order set ${at} ${hidden.join(' ')}\`.`,
    )
  const dead = profilesIn(facts).filter(({ code }) => code === 'not-stored' || code === 'other-provider')
  if (dead.length > 0)
    return attention(
      step,
      'names-dead-ids',
      `${where} names ${dead.map(({ profileId }) => profileId).join(', ')}, which cannot be used for ${provider}.`,
      `Run \`${around.cli} doctor --fix\`: it takes them out of an order.`,
    )
  if (shadowed !== null && JSON.stringify(shadowed) !== JSON.stringify(ids))
    return attention(
      step,
      'shadows-config',
      `${where} takes the place of the one in ${shortPath(config.path, around.home)} (${shadowed.join(', ')}).`,
      `To go by the config, run \`${around.cli} models auth order clear ${at}\`.`,
    )
  return done(step, 'names-it', `${where} holds.`)
}

/** What the explicit list names, in its own order. */
const listed = ({ explanation: { base, provider, trace }, view }: StepFacts): readonly string[] => {
  const { store, config } = view
  if (base === 'store-order') return byProvider(store.order, provider) ?? []
  if (base === 'config-order') return byProvider(config.auth.order, provider) ?? []
  return trace.flatMap((entry) =>
    entry.via === 'profile' && Object.hasOwn(config.auth.profiles, entry.profileId) ? [entry.profileId] : [],
  )
}

export const coolingStep = (facts: StepFacts): Step => {
  const step = 'not-cooling'
  const { explanation, view, around } = facts
  const cooling = profilesIn(facts).filter(({ coolingUntil }) => coolingUntil !== null)
  const [first] = cooling
  if (first === undefined)
    return profilesIn(facts).some(({ verdict }) => verdict !== 'skipped')
      ? done(step, 'none', 'No profile that counts is in cooldown.')
      : skipped(step, 'no-profile', 'There is no profile that a cooldown could hold back.')
  const { profileId, coolingUntil } = first
  const isAll = explanation.chosen?.via === 'profile' && explanation.chosen.code === 'cooling'
  const message = {
    what: isAll
      ? 'Every profile that could be used is in cooldown, {{profileId}} until {{coolingUntil|time}}: until then the bot may not answer.'
      : '{{profileId}} is in cooldown until {{coolingUntil|time}}: until then others go first.',
    why: '',
    next: `Run \`{{cli}} models auth clear-cooldown "{{profileId}}" --agent ${view.file.agent.id}\`.`,
  }
  const { what, next } = fillMessage(message, { profileId, coolingUntil }, around)
  return attention(step, isAll ? 'all-cooling' : 'cooling', what, next)
}

export const pinStep = (facts: StepFacts): Step | null => {
  const step = 'session-pin'
  const { pin, chosen } = facts.explanation
  if (pin === null) return null
  const { profile, code } = pin
  switch (code) {
    case 'pin-user':
      return chosen === null
        ? failed(
            step,
            code,
            `The session is pinned to ${profile}, which cannot be used, and tries nothing else.`,
            'Send `/model` with a model and no profile in that session.',
          )
        : done(step, code, `The session is pinned to ${profile}: it tries nothing else.`)
    case 'pin-auto':
      return done(step, code, `The gateway chose ${profile} for the session: it is tried first.`)
    case 'pin-cooling':
      return done(
        step,
        code,
        `The gateway chose ${profile} for the session, and gives it up: it is in cooldown.`,
      )
    case 'pin-unusable':
      return failed(
        step,
        code,
        `The session is pinned to ${profile}, and no profile of the provider can be used: it tries nothing else.`,
      )
    default:
      return attention(step, code, `The session's pin to ${profile} will be dropped: ${DROPPED[code]}.`)
  }
}

const DROPPED = {
  'pin-gone': 'the profile is not stored any more',
  'pin-other-provider': 'the profile is for another provider than the model',
  'pin-out-of-order': 'the profile is passed over for this provider',
} as const

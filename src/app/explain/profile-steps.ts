import { explainCandidate } from '../../auth/candidate.js'
import type { ProfileEntry } from '../../auth/explain.js'
import { ownerOf } from '../../auth/held-profiles.js'
import { own } from '../../auth/mapping.js'
import { sameProvider } from '../../auth/provider-id.js'
import { REASON_WORDS } from '../../auth/reason-words.js'
import { renewalCommand } from '../../auth/renewal.js'
import { storeFaults } from '../../auth/store-faults.js'
import { fillMessage, shortPath } from '../../report/message.js'
import { attention, done, failed, type Step, type StepFacts, skipped } from './step.js'

export const profilesIn = ({ explanation }: StepFacts): readonly ProfileEntry[] =>
  explanation.trace.filter((entry) => entry.via === 'profile')

/** Those that are stored and of this provider. */
const storedIn = (facts: StepFacts): readonly ProfileEntry[] =>
  profilesIn(facts).filter(({ code }) => code !== 'not-stored' && code !== 'other-provider')

export const storedStep = (facts: StepFacts): Step => {
  const step = 'profile-stored'
  const { view, stores, explanation, homes, problems, around } = facts
  const { provider } = explanation
  const { agent } = view.file
  if (!view.known) {
    const problem = problems.find(({ path }) => path !== facts.config.path) ?? problems[0]
    return failed(step, 'store-unreadable', problem?.what ?? 'The store could not be read.', problem?.next)
  }
  const stored = Object.entries(view.store.profiles).filter(([, each]) =>
    sameProvider(each.provider, provider),
  )
  if (stored.length > 0) {
    const names = stored.map(([id]) =>
      ownerOf(view, id) === agent.id ? id : `${id} (from agent ${ownerOf(view, id)})`,
    )
    return done(step, 'stored', `Agent ${agent.id} has ${names.join(', ')}.`)
  }
  const renew = `Run \`${around.cli} ${renewalCommand(provider)}\`.`
  const readable = [view.file, ...stores.filter((file) => file.agent.isMain)]
  const [fault] = readable.flatMap(({ store, agent }) =>
    storeFaults(store.issues)
      .filter(({ subject }) => subject.startsWith('profile:'))
      .map((each) => ({ ...each, path: agent.storePath })),
  )
  if (fault !== undefined)
    return failed(
      step,
      'misread',
      `${shortPath(fault.path, around.home)} has ${fault.name}, but not as Clawdbot accepts a profile: see ${fault.at.join(', ')}.`,
      `Run \`${around.cli} doctor\`: it says what is wrong there.`,
    )
  const other = stores.find(
    ({ agent, store }) =>
      !agent.isMain &&
      agent.id !== view.file.agent.id &&
      Object.values(store.profiles).some((each) => sameProvider(each.provider, provider)),
  )
  if (other !== undefined)
    return failed(
      step,
      'other-agent',
      `Agent ${agent.id} has no profile of ${provider}; agent ${other.agent.id} has one in its own store, which no other agent reads.`,
      `${renew} It goes into the store of agent ${agent.id}.`,
    )
  const home = homes.find(({ store }) => store)
  if (home !== undefined)
    return failed(
      step,
      'other-home',
      `No profile of ${provider} is stored under ${around.home}; there is a store under ${home.path}.`,
      `Run this as the user whose home that is, or with \`HOME=${home.path}\`.`,
    )
  return failed(step, 'none', `Agent ${agent.id} has no profile of ${provider}.`, renew)
}

export const configStep = (facts: StepFacts): Step => {
  const step = 'config-agrees'
  const { config, view, explanation, problems, around } = facts
  const { state } = config.reading
  const path = shortPath(config.path, around.home)
  if (state !== 'ok' && state !== 'absent') {
    const problem = problems.find((each) => each.path === config.path) ?? problems[0]
    return failed(step, 'config-unreadable', problem?.what ?? `${path} could not be read.`, problem?.next)
  }
  const make = explanation.chosen === null ? failed : attention
  const { store } = view
  const question = { store, config: view.config, provider: explanation.provider, now: facts.now }
  // Whether an order names it or not: it has to be mended in both places.
  const [against] = profilesIn(facts).flatMap(({ profileId: id, type }) => {
    const code = explainCandidate(id, question)
    return code === 'config-mode' || code === 'config-provider' ? [{ id, code, type }] : []
  })
  if (against !== undefined) {
    const { id, code, type } = against
    const entry = own(config.config.auth.profiles, id)
    const field = code === 'config-mode' ? 'mode' : 'provider'
    const wanted = code === 'config-mode' ? String(type) : explanation.provider
    return make(
      step,
      code,
      `auth.profiles["${id}"].${field} in ${path} is "${entry?.[field] ?? ''}", and the stored profile is "${wanted}": so the profile is passed over.`,
      `Set it to "${wanted}" in ${path}.`,
    )
  }
  const named = storedIn(facts).filter(({ profileId }) => own(view.config.auth.profiles, profileId))
  return named.length === 0
    ? done(step, 'no-entry', 'The config says nothing about these profiles, so nothing against them.')
    : done(step, 'agrees', `The config agrees about ${named.map(({ profileId }) => profileId).join(', ')}.`)
}

export const validStep = (facts: StepFacts): Step => {
  const step = 'credential-valid'
  const { explanation, around, now, warnWithinMs } = facts
  const { chosen, provider } = explanation
  const listed = storedIn(facts).filter(
    ({ code }) => !['not-listed', 'config-mode', 'config-provider'].includes(code),
  )
  const renew = `Run \`${around.cli} ${renewalCommand(provider)}\`.`
  const spent = listed.filter(
    ({ code }) => code === 'expired' || code === 'cannot-refresh' || code === 'blank',
  )
  const [first] = spent
  if (chosen?.via === 'profile') {
    const { profileId, expiresAt, refreshable } = chosen
    if (expiresAt === null || refreshable || expiresAt - now > warnWithinMs)
      return done(step, 'valid', `${profileId} can be used.`)
    const message = { what: '{{profileId}} ends at {{expiresAt|time}}, and cannot be refreshed.', why: '' }
    return attention(step, 'expires-soon', fillMessage(message, { profileId, expiresAt }, around).what, renew)
  }
  if (first === undefined) return skipped(step, 'no-profile', 'There is no profile whose date could matter.')
  const each = spent.map(({ profileId, code }) => `${profileId} ${REASON_WORDS[code as 'expired']}`)
  return (chosen === null ? failed : attention)(step, first.code, `${each.join('; ')}.`, renew)
}

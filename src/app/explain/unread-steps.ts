import { installedStep, loggedInStep } from './claude-steps.js'
import { configStep, storedStep } from './profile-steps.js'
import { type Step, type StepFacts, type StepName, skipped } from './step.js'

export const isConfigRead = ({ config: { reading } }: StepFacts): boolean =>
  reading.state === 'ok' || reading.state === 'absent'

/** Where the config or the store could not be read: that first, and of what depends on it only that it is not known. */
export const unreadSteps = (facts: StepFacts): readonly Step[] => {
  const { claude, view, explanation } = facts
  const unread = [
    ...(isConfigRead(facts) ? [] : [configStep(facts)]),
    ...(view.known ? [] : [storedStep(facts)]),
  ]
  const rest = [
    ...(claude === null
      ? []
      : [beside(installedStep(facts, claude)), beside(loggedInStep(facts, claude)), UNKNOWN['login-synced']]),
    view.known ? beside(storedStep(facts)) : UNKNOWN['profile-stored'],
    UNKNOWN['config-agrees'],
    UNKNOWN['order-names-it'],
    UNKNOWN['credential-valid'],
    UNKNOWN['not-cooling'],
    ...(explanation.pin === null ? [] : [UNKNOWN['session-pin']]),
  ]
  return [...unread, ...rest.filter(({ step }) => !unread.some((each) => each.step === step))]
}

const notKnown = (step: StepName, what: string): Step => skipped(step, 'not-known', `${what} is not known.`)

const UNKNOWN = {
  'login-synced': notKnown('login-synced', 'Whether the store has the login'),
  'profile-stored': notKnown('profile-stored', 'Whether a profile is stored'),
  'config-agrees': notKnown('config-agrees', 'Whether the config agrees about the profiles'),
  'order-names-it': notKnown('order-names-it', 'Which profiles are tried, and in what order,'),
  'credential-valid': notKnown('credential-valid', 'Whether a profile can be used'),
  'not-cooling': notKnown('not-cooling', 'Whether a profile is in cooldown'),
  'session-pin': notKnown('session-pin', "What becomes of the session's pin"),
}

/** What did not take may not be in the way: something else may be stored. */
const beside = (step: Step): Step =>
  step.status === 'failed'
    ? { ...step, status: 'skipped', what: `${step.what} (Whether that is in the way is not known.)` }
    : step

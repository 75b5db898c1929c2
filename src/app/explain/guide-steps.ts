import { CLAUDE_CLI_PROFILE } from '../../auth/credential.js'
import { sameProvider } from '../../auth/provider-id.js'
import { installedStep, loggedInStep } from './claude-steps.js'
import { coolingStep, orderStep, pinStep } from './order-steps.js'
import { configStep, storedStep, validStep } from './profile-steps.js'
import type { Step, StepFacts, StepName } from './step.js'
import { syncedStep } from './sync-step.js'
import { isConfigRead, unreadSteps } from './unread-steps.js'

/** The guide's steps in its order, each with whether it took. Pure. */
export const guideSteps = (facts: StepFacts): readonly Step[] => {
  return isConfigRead(facts) && facts.view.known ? judgedSteps(facts) : unreadSteps(facts)
}

const judgedSteps = (facts: StepFacts): readonly Step[] => {
  const { claude } = facts
  const steps: readonly (Step | null)[] = [
    ...(claude === null
      ? []
      : [installedStep(facts, claude), loggedInStep(facts, claude), syncedStep(facts, claude)]),
    storedStep(facts),
    configStep(facts),
    orderStep(facts),
    validStep(facts),
    coolingStep(facts),
    pinStep(facts),
  ]
  const judged = steps.filter((step) => step !== null)
  return judged.map((step) => eased(step, judged, facts))
}

/**
 * What did not take, and is not in the way: something else is used, or would be but for another step. Where the bot
 * lives on the login's copy, it soon may be.
 */
const eased = (step: Step, steps: readonly Step[], { explanation: { chosen }, view }: StepFacts): Step => {
  if (step.status !== 'failed') return step
  const isOfClaude = OF_CLAUDE.includes(step.step)
  if (chosen !== null) {
    const isCopy = chosen.via === 'profile' && chosen.profileId === CLAUDE_CLI_PROFILE
    return isCopy ? { ...step, status: 'attention' } : aside(step, 'something else is used')
  }
  if (!isOfClaude) return step
  if (steps.some(({ status, code }) => status === 'failed' && HOLDING_BACK.includes(code)))
    return aside(step, 'a profile is stored, and held back by something else')
  const hasOther = Object.entries(view.store.profiles).some(
    ([id, { provider }]) => id !== CLAUDE_CLI_PROFILE && sameProvider(provider, 'anthropic'),
  )
  return hasOther ? aside(step, 'another profile is stored') : step
}

const OF_CLAUDE: readonly StepName[] = ['claude-installed', 'claude-logged-in', 'login-synced']

/** Codes of steps but for which a profile would be used. */
const HOLDING_BACK = ['hides-usable', 'config-mode', 'config-provider', 'pin-user']

const aside = (step: Step, why: string): Step => ({
  ...step,
  status: 'skipped',
  what: `${step.what} (That is not in the way: ${why}.)`,
})

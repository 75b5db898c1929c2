import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../../auth/agent-view.js'
import { explain } from '../../auth/explain.js'
import { configForAgent, providersInUse } from '../../auth/models.js'
import type { MessageSurroundings } from '../../report/message.js'
import type { SealedChoice } from '../../report/sealed/schema.js'
import { describedEntry } from '../explain/described-entry.js'
import { answerOf } from '../explain/trace-words.js'
import { isKnown } from '../known-auth.js'
import type { AuthFound } from './auth-found.js'

/**
 * Which credential each agent would use for each provider that its models need. `now` in Unix milliseconds. Where a file
 * that decides could not be read there is an answer that says so, and no trace.
 */
export const modelChoices = (found: AuthFound, now: number, around: MessageSurroundings): SealedChoice[] =>
  found.views.flatMap((view) =>
    providersInUse(view.config).map((provider) => choiceOf(provider, view, found, now, around)),
  )

const choiceOf = (
  provider: string,
  view: AgentView<AgentStore>,
  { config, views }: AuthFound,
  now: number,
  around: MessageSurroundings,
): SealedChoice => {
  const { agent } = view.file
  const asked = { agent: agent.id, isDefault: agent.isDefault, provider }
  if (!isKnown({ config, view, stores: views.map(({ file }) => file) }))
    return {
      ...asked,
      answer: `What agent ${agent.id} would use is not known: a file that decides about it could not be read.`,
      chosen: null,
      base: null,
      shadowed: null,
      trace: [],
    }
  const explanation = explain({
    store: view.store,
    config: configForAgent(config.config, agent.id),
    modelKeys: view.file.modelKeys,
    env: config.envKeys,
    provider,
    now,
    pin: null,
  })
  const { trace, chosen, base, shadowed } = explanation
  return {
    ...asked,
    answer: answerOf(explanation, agent.id, around),
    chosen: chosen === null ? null : trace.indexOf(chosen),
    base,
    shadowed: shadowed === null ? null : [...shadowed],
    trace: trace.map((entry) => describedEntry(entry, view, provider, around)),
  }
}

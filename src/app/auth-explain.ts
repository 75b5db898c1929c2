import { type Explanation, explain, type TraceEntry } from '../auth/explain.js'
import { configForAgent } from '../auth/models.js'
import type { ExplainDocument } from '../report/auth-explain-schema.js'
import { describedEntry } from './explain/described-entry.js'
import { guideSteps } from './explain/guide-steps.js'
import { stepFacts } from './explain/step-facts.js'
import { answerOf } from './explain/trace-words.js'
import { type Asked, explainSubject } from './explain-question.js'
import { isKnown } from './known-auth.js'
import { type LoadedAuth, loadAuth } from './load-auth.js'
import { agentOfSession } from './load-session.js'
import { openRun } from './open-run.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface ExplainOptions extends Partial<RunSettings>, Asked {
  /** The name this program was called by. */
  readonly cli: string
}

export interface Explained {
  readonly document: ExplainDocument
  readonly home: string
  readonly synced: LoadedAuth['synced']
}

/**
 * Syncs, then says which credential an agent would use and why not another. Files that cannot be read are part of the
 * answer. Throws a {@link Refusal} for an agent, session or model there is not.
 */
export const authExplain = async (options: ExplainOptions): Promise<Explained> => {
  const { session, cli } = options
  const agent = session === null ? (options.agent ?? null) : agentOfSession(session, options.agent ?? null)
  const run = openRun({ ...DEFAULT_SETTINGS, ...options, agent })
  const auth = await loadAuth(run)
  const { config, view, now, synced } = auth
  const { home } = run.machine.probes
  const around = { cli, home }
  const subject = await explainSubject(options, run, auth)
  const found = explain({
    store: view.store,
    config: configForAgent(config.config, view.file.agent.id),
    modelKeys: view.file.modelKeys,
    env: config.envKeys,
    provider: subject.provider,
    now,
    pin: subject.pin,
  })
  const known = isKnown(auth)
  const explanation: Explanation = known ? found : { ...found, trace: [], chosen: null }
  const facts = await stepFacts(run, auth, explanation, around)
  const steps = guideSteps(facts)
  const { provider, model } = subject
  const describe = (entry: TraceEntry) => describedEntry(entry, view, provider, around)
  const { base, shadowed, trace, chosen, pin } = explanation
  return {
    home,
    synced,
    document: {
      agentId: view.file.agent.id,
      agentDir: view.file.agent.dir,
      storePath: view.file.agent.storePath,
      configPath: config.path,
      provider,
      model,
      session: subject.session,
      answer: known
        ? answerOf(explanation, view.file.agent.id, around)
        : `What agent ${view.file.agent.id} would use is not known: ${facts.problems[0]?.what ?? 'a file could not be read.'}`,
      chosen: chosen === null ? null : describe(chosen),
      pin: pin === null || !known ? null : { profileId: pin.profile, source: pin.source, code: pin.code },
      base: known ? base : null,
      shadowed: shadowed === null || !known ? null : [...shadowed],
      trace: trace.map(describe),
      steps: [...steps],
      brokenStep: steps.find(({ status }) => status === 'failed')?.step ?? null,
      sync: synced.map(({ subject, status, reason }) => ({ subject, status, reason: reason ?? null })),
    },
  }
}

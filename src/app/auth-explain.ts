import { binary } from '../../plugins/claude-code/facts/binary.js'
import { credentials } from '../../plugins/claude-code/facts/credentials.js'
import { overrides } from '../../plugins/claude-code/facts/overrides.js'
import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../auth/agent-view.js'
import { CLAUDE_CLI_PROFILE } from '../auth/credential.js'
import { type Explanation, explain, type TraceEntry } from '../auth/explain.js'
import { ownerOf } from '../auth/held-profiles.js'
import { own } from '../auth/mapping.js'
import { configForAgent } from '../auth/models.js'
import { judge } from '../engine/judge.js'
import type { ExplainDocument } from '../report/auth-explain-schema.js'
import type { MessageSurroundings } from '../report/message.js'
import { guideSteps } from './explain/guide-steps.js'
import { otherHomes } from './explain/other-homes.js'
import type { ClaudeFacts, StepFacts } from './explain/step.js'
import { answerOf, nameOf, whyOf } from './explain/trace-words.js'
import { type Asked, explainSubject } from './explain-question.js'
import { isKnown, problemsFor } from './known-auth.js'
import { type LoadedAuth, loadAuth } from './load-auth.js'
import { agentOfSession } from './load-session.js'
import { openRun, type Run } from './open-run.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'
import { SYNC_CHECK } from './sync-first.js'

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
  const describe = (entry: TraceEntry) => described(entry, view, provider, around)
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
      pin: pin === null ? null : { profileId: pin.profile, source: pin.source, code: pin.code },
      base,
      shadowed: shadowed === null ? null : [...shadowed],
      trace: trace.map(describe),
      steps: [...steps],
      brokenStep: steps.find(({ status }) => status === 'failed')?.step ?? null,
      sync: synced.map(({ subject, status, reason }) => ({ subject, status, reason: reason ?? null })),
    },
  }
}

const described = (
  entry: TraceEntry,
  view: AgentView<AgentStore>,
  provider: string,
  around: MessageSurroundings,
): ExplainDocument['trace'][number] => {
  const { via, verdict, code, billing } = entry
  const profile =
    entry.via === 'profile'
      ? entry
      : { profileId: '', type: null, expiresAt: null, refreshable: false, coolingUntil: null }
  const { type, expiresAt, refreshable, coolingUntil, profileId } = profile
  return {
    via,
    name: nameOf(entry, provider),
    verdict,
    code,
    why: whyOf(entry, around),
    billing,
    type,
    expiresAt,
    refreshable,
    coolingUntil,
    owner: own(view.store.profiles, profileId) === undefined ? null : ownerOf(view, profileId),
  }
}

const stepFacts = async (
  run: Run,
  auth: LoadedAuth,
  explanation: Explanation,
  around: MessageSurroundings,
): Promise<StepFacts> => {
  const { config, stores, view, now } = auth
  const { probes } = run.machine
  return {
    explanation,
    view,
    stores,
    config,
    claude: explanation.provider === 'anthropic' ? await claudeFacts(run) : null,
    unsynced: await unsynced(run, auth),
    problems: await problemsFor(run, auth, around.cli),
    homes: explanation.chosen === null ? await otherHomes(probes) : [],
    now,
    warnWithinMs: run.settings.warnWithinMs,
    uid: probes.user.uid,
    around,
  }
}

const claudeFacts = async ({ facts }: Run): Promise<ClaudeFacts> => {
  const over = await facts.outcome(overrides)
  return {
    binary: await facts.outcome(binary),
    credentials: await facts.outcome(credentials),
    overrides: over.status === 'ok' ? over.value : [],
  }
}

/** What the sync still finds to do for Claude Code's login, and why it did not do it. */
const unsynced = async (run: Run, { synced, view, stores }: LoadedAuth): Promise<StepFacts['unsynced']> => {
  const check = run.registry.checks.get(SYNC_CHECK)
  if (check === undefined) return []
  const { findings } = await judge(check, run.facts, run.settings.timeoutMs)
  const main = stores.find(({ agent }) => agent.isMain)
  const subjects = [view.file, main].map((file) => `agent:${file?.agent.id}/profile:${CLAUDE_CLI_PROFILE}`)
  return findings
    .filter(({ subject }) => subjects.includes(subject))
    .map(({ id, subject }) => synced.find(({ finding }) => finding === id) ?? { subject, status: 'offered' })
}

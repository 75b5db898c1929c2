import { binary } from '../../../plugins/claude-code/facts/binary.js'
import { credentials } from '../../../plugins/claude-code/facts/credentials.js'
import { overrides } from '../../../plugins/claude-code/facts/overrides.js'
import { CLAUDE_CLI_PROFILE } from '../../auth/credential.js'
import type { Explanation } from '../../auth/explain.js'
import { judge } from '../../engine/judge.js'
import type { MessageSurroundings } from '../../report/message.js'
import { problemsFor } from '../known-auth.js'
import type { LoadedAuth } from '../load-auth.js'
import type { Run } from '../open-run.js'
import { SYNC_CHECK } from '../sync-first.js'
import { otherHomes } from './other-homes.js'
import type { ClaudeFacts, StepFacts } from './step.js'

/** Collects what the steps are judged by. */
export const stepFacts = async (
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

import { verifications } from '../../plugins/clawdbot/facts/verifications.js'
import type { CheckResult } from '../engine/check-result.js'
import type { Report } from '../report/schema.js'
import type { Run } from './open-run.js'

const CHECK = 'auth/verified'

/** What the providers were asked in this run; undefined where nobody was to be asked. */
export const onlineRecord = async (run: Run, results: readonly CheckResult[]): Promise<Report['online']> => {
  if (!run.settings.online || !results.some(({ check }) => check.id === CHECK)) return undefined
  const outcome = await run.facts.outcome(verifications)
  if (outcome.status !== 'ok' || outcome.value.state !== 'asked') return { results: [] }
  return {
    results: outcome.value.results.map(
      ({ provider, agent, source, name, host, askedAt, latencyMs, answer: { verdict, status, reason } }) => ({
        provider,
        agent,
        source,
        name,
        host,
        askedAt: askedAt === null ? null : new Date(askedAt).toISOString(),
        latencyMs,
        verdict,
        status,
        reason,
      }),
    ),
  }
}

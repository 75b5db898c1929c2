import { credentials as claude } from '../../../plugins/claude-code/facts/credentials.js'
import { credentials as codex } from '../../../plugins/codex/facts.js'
import { credentials as qwen } from '../../../plugins/qwen/facts.js'
import type { Fact, Secret } from '../../contract/index.js'
import type { Run } from '../open-run.js'

/** A login that another program keeps, as far as it says when it ends. */
export interface ProgramLogin {
  readonly name: string
  readonly provider: string
  readonly access: Secret | null
  readonly refresh: Secret | null
  /** Unix milliseconds. */
  readonly expires: number | undefined
}

/** Every login that another program keeps here, whether or not it is good. */
export const programLogins = async (run: Run): Promise<readonly ProgramLogin[]> => {
  const [ofClaude, ofCodex, ofQwen] = await Promise.all([
    factValue(run, claude),
    factValue(run, codex),
    factValue(run, qwen),
  ])
  const inKeychain = ofClaude?.keychain ?? null
  return [
    ...[...(ofClaude?.files ?? []), ...(inKeychain === null ? [] : [inKeychain])].flatMap((candidate) => {
      if (candidate.reading.state !== 'found') return []
      const { access, refresh, expiresAt } = candidate.reading.credential
      const name = candidate.kind === 'file' ? candidate.path : `the Keychain item ${candidate.service}`
      return [{ name, provider: 'anthropic', access, refresh, expires: expiresAt }]
    }),
    ...[ofCodex, ofQwen]
      .flatMap((login) =>
        login?.reading.state === 'found' ? [{ ...login.reading.credential, name: login.path }] : [],
      )
      .map(({ name, provider, access, refresh, expires }) => ({ name, provider, access, refresh, expires })),
  ]
}

const factValue = async <T>(run: Run, fact: Fact<T>): Promise<T | null> => {
  const outcome = await run.facts.outcome<T>(fact)
  return outcome.status === 'ok' ? outcome.value : null
}

import { type CodexCredentials, credentials as codex } from '../../plugins/codex/facts.js'
import { type QwenCredentials, credentials as qwen } from '../../plugins/qwen/facts.js'
import {
  CLAUDE_CLI_PROFILE,
  CODEX_CLI_PROFILE,
  type Credential,
  QWEN_CLI_PROFILE,
  type TokenCredential,
} from '../auth/credential.js'
import { planQwenSync } from '../auth/external-sync.js'
import { planSync } from '../auth/sync.js'
import { claudeLogin } from './claude-login.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

const OWNERS: Readonly<Record<string, string>> = {
  [CLAUDE_CLI_PROFILE]: 'Claude Code',
  [CODEX_CLI_PROFILE]: 'Codex',
  [QWEN_CLI_PROFILE]: 'Qwen',
}

/** What the config is to say of a token under this id: one that a sync may turn into a login needs `oauth`. */
export const modeOf = (profile: string): 'token' | 'oauth' =>
  Object.hasOwn(OWNERS, profile) ? 'oauth' : 'token'

/**
 * Throws a {@link Refusal} for a token under an id that is kept as a copy of another program's login: it would be gone
 * the next time that anything is run.
 */
export const refuseKeptProfile = async (
  run: Run,
  profile: string,
  credential: TokenCredential,
): Promise<void> => {
  const owner = Object.hasOwn(OWNERS, profile) ? OWNERS[profile] : undefined
  if (owner === undefined || (await replacementOf(run, profile, credential)) === null) return
  throw new Refusal(
    'KEPT_BY_SYNC',
    `${owner} is logged in, and ${profile} is kept as a copy of that login: the token would be replaced at once.`,
    'Leave out --profile-id, or choose another id.',
  )
}

const replacementOf = async (
  run: Run,
  profile: string,
  credential: TokenCredential,
): Promise<Credential | null> => {
  const now = run.machine.probes.now()
  if (profile === CLAUDE_CLI_PROFILE) return planSync(credential, (await claudeLogin(run)).credential, now)
  const outcome =
    profile === CODEX_CLI_PROFILE
      ? await run.facts.outcome<CodexCredentials>(codex)
      : await run.facts.outcome<QwenCredentials>(qwen)
  const reading = outcome.status === 'ok' ? outcome.value.reading : null
  return planQwenSync(credential, reading?.state === 'found' ? reading.credential : null, now)
}

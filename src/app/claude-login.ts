import { type ClaudeCredentials, credentials } from '../../plugins/claude-code/facts/credentials.js'
import { toSourceCredential } from '../auth/claude-code/source.js'
import type { OAuthCredential, TokenCredential } from '../auth/credential.js'
import { isMapping } from '../auth/mapping.js'
import { sealText } from '../auth/token-kind.js'
import type { Secret } from '../contract/index.js'
import { createFactStore } from '../engine/fact-store.js'
import { parseJson } from '../json/parse.js'
import { createKeychain } from '../ports/keychain.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/** What Claude Code has stored, where it looks itself. */
export interface ClaudeLogin {
  readonly access: Secret | null
  /** As it would be stored here. A token that Claude Code stored without a date has no `expires`. */
  readonly credential: OAuthCredential | TokenCredential | null
  /** Whether it could be read. Without that, nothing is known of a login. */
  readonly known: boolean
}

const NO_LOGIN = new Set(['absent', 'blanked', 'empty', 'wrong-shape'])

/** Reads Claude Code's login. Throws a {@link Refusal} where the machine did not answer. */
export const claudeLogin = async (run: Run): Promise<ClaudeLogin> => {
  const outcome = await run.facts.outcome<ClaudeCredentials>(credentials)
  if (outcome.status !== 'ok')
    throw new Refusal('FACT_FAILED', `Could not find out ${credentials.id}: ${outcome.reason}.`, null)
  const { reading } = outcome.value
  if (reading.state === 'found')
    return { access: reading.credential.access, credential: toSourceCredential(reading), known: true }
  const isDateMissing = reading.state === 'wrong-shape' && reading.at.at(-1) === 'expiresAt'
  const token = isDateMissing ? await undatedToken(run, outcome.value) : null
  return {
    access: token,
    credential: token === null ? null : { type: 'token', provider: 'anthropic', token },
    known: NO_LOGIN.has(reading.state),
  }
}

/**
 * The same run with nothing known of Claude Code yet: the Keychain, which is asked once only, is asked again. The
 * secrets of both can be compared.
 */
export const withFreshClaude = (run: Run): Run => {
  const { probes } = run.machine
  const { agent, warnWithinMs, timeoutMs, keychain: allowed } = run.settings
  const keychain = createKeychain({ ...probes, allowed, terminal: true })
  const machine = { ...run.machine, probes: { ...probes, keychain } }
  const facts = createFactStore(machine.probes, { timeoutMs, settings: { agent, warnWithinMs } })
  return { ...run, machine, facts, fixContext: { ...run.fixContext, machine, facts } }
}

/** The token of a login without a usable date and without a refresh token: such a one is good for a year. */
const undatedToken = async (
  run: Run,
  { used, files, keychain }: ClaudeCredentials,
): Promise<Secret | null> => {
  const text = await loginText(run, used === 'file' ? null : keychain, files.find((file) => file.used)?.path)
  const parsed = text === null ? null : parseJson(text)
  const login = parsed?.state === 'ok' && isMapping(parsed.value) ? parsed.value.claudeAiOauth : null
  if (!isMapping(login) || login.refreshToken) return null
  return sealText(login.accessToken, run.machine.probes.seal)
}

const loginText = async (
  { machine: { probes } }: Run,
  item: ClaudeCredentials['keychain'],
  path: string | undefined,
): Promise<string | null> => {
  if (item !== null) {
    const found = await probes.keychain.read(item.service, item.account)
    return found.state === 'found' ? found.text : null
  }
  const found = path === undefined ? null : await probes.fs.readText(path)
  return found?.state === 'ok' ? found.text : null
}

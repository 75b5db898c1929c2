import type { TokenCredential } from '../auth/credential.js'
import { own } from '../auth/mapping.js'
import { cleanPaste, type PasteFault } from '../auth/paste.js'
import { normalizeProviderId, sameProvider } from '../auth/provider-id.js'
import { tokenKind } from '../auth/token-kind.js'
import type { Secret } from '../contract/index.js'
import { parseDuration } from '../report/duration.js'
import { readSecret } from './hidden-input.js'
import { modeOf, refuseKeptProfile } from './kept-profile.js'
import { loadKnownAuth } from './known-auth.js'
import { readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { Refusal } from './refusal.js'
import { refuseUnparseableConfig } from './refuse-config.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'
import { storeToken, targetStore } from './store-token.js'
import type { TokenResult } from './token-result.js'
import { pasteWarnings, type TokenWarning, useWarnings } from './token-warnings.js'

export interface PasteTokenOptions extends Partial<RunSettings> {
  /** In any spelling. */
  readonly provider: string
  /** `<provider>:manual` where it is null. */
  readonly profileId: string | null
  /** Such as `365d`; a bare number counts days. */
  readonly expiresIn: string | null
  /** The name this program was called by. */
  readonly cli: string
}

/** Asks for a token, or reads it from standard input, and stores it. Throws a {@link Refusal}, with nothing changed. */
export const pasteToken = async (options: PasteTokenOptions): Promise<TokenResult> => {
  const provider = providerOf(options.provider)
  const profile = profileOf(options.profileId, provider)
  const lifetime = lifetimeOf(options.expiresIn)
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  await refuseUnparseableConfig(run)
  const auth = await loadKnownAuth(run, options.cli)
  const agent = run.settings.agent
  refuseOtherProvider(
    own(targetStore(auth.stores, agent).store.profiles, profile)?.provider,
    profile,
    provider,
  )
  const { token, warnings } = takeToken(run, await readSecret(`Paste the token for ${provider}:`), provider)
  const { home, now } = run.machine.probes
  const expiry = lifetime === null ? {} : { expires: now() + lifetime }
  const credential: TokenCredential = { type: 'token', provider, token, ...expiry }
  await refuseKeptProfile(run, profile, credential)
  const stored = await storeToken(run, {
    id: 'auth/paste-token',
    profile,
    credential,
    mode: modeOf(profile),
    agent,
  })
  const inUse = stored.status === 'planned' ? [] : useWarnings(stored, auth, await readAuth(run), options.cli)
  return { stored, warnings: [...warnings, ...inUse], synced: auth.synced, home, now: now() }
}

const FAULTS: Readonly<Record<PasteFault, readonly [code: string, what: string, next: string]>> = {
  empty: [
    'NOTHING_PASTED',
    'No token was given',
    'Run it again and paste the token, or pipe it into standard input.',
  ],
  placeholder: [
    'PLACEHOLDER',
    'That is a placeholder, or a token with its middle taken out',
    'Copy the token from where it is shown in full.',
  ],
  'two-tokens': ['TWO_TOKENS', 'That looks like more than one token', 'Paste one of them, and nothing else.'],
  'not-a-token': [
    'NOT_A_TOKEN',
    'That holds something that no token has in it',
    'Paste the token, and nothing else.',
  ],
}

/** What was pasted, as a token. Throws a {@link Refusal} that never quotes it. */
export const takeToken = (
  run: Run,
  text: string,
  provider: string,
): { readonly token: Secret; readonly warnings: readonly TokenWarning[] } => {
  const paste = cleanPaste(text, provider, run.machine.probes.seal)
  if (paste.state === 'ok')
    return { token: paste.token, warnings: pasteWarnings(paste.warnings, paste.token, provider) }
  const [code, what, next] = FAULTS[paste.fault]
  throw new Refusal(code, `${what}: nothing was stored.`, next)
}

const NAME = /^[^\s\p{C}]{1,128}$/u

const providerOf = (written: string): string => {
  const provider = normalizeProviderId(written)
  if (NAME.test(provider) && tokenKind(provider) === 'opaque') return provider
  throw new Refusal('BAD_FLAG', '--provider is not the name of a provider.', 'Name one, such as anthropic.')
}

const profileOf = (written: string | null, provider: string): string => {
  const profile = written?.trim() ?? `${provider}:manual`
  if (NAME.test(profile) && tokenKind(profile) === 'opaque') return profile
  throw new Refusal('BAD_FLAG', '--profile-id is not the id of a profile.', `Write it like ${provider}:work.`)
}

const LONGEST_MS = 100 * 366 * 24 * 60 * 60 * 1000

const lifetimeOf = (written: string | null): number | null => {
  if (written === null) return null
  const lifetime = parseDuration(written, 'd')
  if (lifetime !== null && lifetime > 0 && lifetime <= LONGEST_MS) return lifetime
  throw new Refusal(
    'BAD_FLAG',
    '--expires-in is not a length of time up to a hundred years.',
    'Write it as 365d, 12h or 30m; a bare number counts days.',
  )
}

const refuseOtherProvider = (stored: string | undefined, profile: string, provider: string): void => {
  if (stored === undefined || sameProvider(stored, provider)) return
  throw new Refusal(
    'OTHER_PROVIDER',
    `Auth profile "${profile}" is for ${stored}, not ${provider}.`,
    'Nothing was changed. Name another one with --profile-id.',
  )
}

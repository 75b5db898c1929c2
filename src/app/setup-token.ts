import { binary, type ClaudeBinary } from '../../plugins/claude-code/facts/binary.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { CLAUDE_CLI_PROFILE, type Credential, type TokenCredential } from '../auth/credential.js'
import { own } from '../auth/mapping.js'
import { normalizeProviderId, sameProvider } from '../auth/provider-id.js'
import { planSync } from '../auth/sync.js'
import type { Secret } from '../contract/index.js'
import { handOver } from '../ports/hand-over.js'
import { carryOut } from './carry-out.js'
import { type ClaudeLogin, claudeLogin, withFreshClaude } from './claude-login.js'
import { configChanges, entryPath } from './config-changes.js'
import { agree, isSomebodyThere, readSecret } from './hidden-input.js'
import { loadKnownAuth } from './known-auth.js'
import { type LoadedAuth, readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { printErr } from './output.js'
import { takeToken } from './paste-token.js'
import { Refusal } from './refusal.js'
import { refuseUnparseableConfig } from './refuse-config.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'
import { type StoredToken, storeToken, type TokenDeed, targetStore } from './store-token.js'
import { syncFirst } from './sync-first.js'
import type { TokenResult } from './token-result.js'
import { type TokenWarning, useWarnings } from './token-warnings.js'

export interface SetupTokenOptions extends Partial<RunSettings> {
  readonly provider: string
  /** Where the program's own result goes: what `claude` prints must not get into a document. */
  readonly json: boolean
  /** The name this program was called by. */
  readonly cli: string
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const MANUAL_PROFILE = 'anthropic:manual'

/**
 * Runs `claude setup-token` on this terminal and stores what comes of it: the login that Claude Code stored, or the
 * token that it only printed, which is then asked for. Throws a {@link Refusal} where there is no new token.
 */
export const setupToken = async (options: SetupTokenOptions): Promise<TokenResult> => {
  refuseOther(options)
  refuseWithoutTerminal(options)
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  await refuseUnparseableConfig(run)
  const auth = await loadKnownAuth(run, options.cli)
  targetStore(auth.stores, run.settings.agent)
  const path = await claudePath(run)
  const before = await claudeLogin(run)
  if (run.settings.dryRun) return planned(run, auth)
  if (!run.settings.yes && !(await agree(`Run \`${path} setup-token\` now?`)))
    throw new Refusal('DECLINED', 'Nothing was run, and nothing was changed.', null)
  await runClaude(run, path, options)
  const fresh = withFreshClaude(run)
  const after = await claudeLogin(fresh)
  const login = newLogin(after, before, auth)
  const { deed, warnings } =
    login === null
      ? await pastedDeed(fresh, after, before)
      : { deed: await storedDeed(fresh, login), warnings: [] }
  const stored = await storeToken(fresh, deed)
  const inUse = useWarnings(stored, auth, await readAuth(fresh), options.cli)
  const { home, now } = run.machine.probes
  return { stored, warnings: [...warnings, ...inUse], synced: auth.synced, home, now: now() }
}

const refuseOther = ({ provider, cli }: SetupTokenOptions): void => {
  if (normalizeProviderId(provider) === 'anthropic') return
  throw new Refusal(
    'UNSUPPORTED_PROVIDER',
    'Only anthropic has setup-tokens: they come from `claude setup-token`.',
    `For another provider, run \`${cli} models auth paste-token --provider ID\`.`,
  )
}

const refuseWithoutTerminal = ({ cli }: SetupTokenOptions): void => {
  if (isSomebodyThere()) return
  throw new Refusal(
    'NO_TERMINAL',
    '`claude setup-token` needs a terminal, for what is typed and for what is shown, and here is none.',
    `Run it in a terminal; or run \`claude setup-token\` elsewhere, and pipe its token into \`${cli} models auth paste-token --provider anthropic\`.`,
  )
}

const claudePath = async (run: Run): Promise<string> => {
  const outcome = await run.facts.outcome<ClaudeBinary>(binary)
  if (outcome.status !== 'ok')
    throw new Refusal('FACT_FAILED', `Could not find out ${binary.id}: ${outcome.reason}.`, null)
  const { onPath, offPath } = outcome.value
  const found = [...onPath, ...offPath]
  const runnable = found.find(({ executable }) => executable)
  if (runnable !== undefined) return runnable.path
  const [blocked] = found
  throw new Refusal(
    'NO_CLAUDE',
    blocked === undefined
      ? 'Claude Code is not installed: there is no `claude`, on PATH or in the places installers use.'
      : `${blocked.path} may not be executed.`,
    blocked === undefined
      ? 'Install it with `npm install -g @anthropic-ai/claude-code`, then run this again.'
      : `Run \`chmod +x "${blocked.path}"\`, then this again.`,
  )
}

/** A dry run can say only what becomes of the config: there is no token yet. */
const planned = async (run: Run, auth: LoadedAuth): Promise<TokenResult> => {
  const entry = { id: CLAUDE_CLI_PROFILE, provider: 'anthropic', mode: 'oauth' }
  const { diff } = await carryOut(run, {
    id: 'auth/setup-token',
    subject: `profile:${CLAUDE_CLI_PROFILE}`,
    touches: [config],
    plan: async () => configChanges(run, (await readAuth(run)).config, entry),
    verify: async () => null,
  })
  const { agent } = targetStore(auth.stores, run.settings.agent)
  const stored: StoredToken = {
    profile: CLAUDE_CLI_PROFILE,
    provider: 'anthropic',
    agent: agent.id,
    type: 'token',
    mode: 'oauth',
    status: 'planned',
    expiresAt: null,
    storePath: agent.storePath,
    configPath: await entryPath(run, auth.config, CLAUDE_CLI_PROFILE),
    diff,
  }
  const { home, now } = run.machine.probes
  return { stored, warnings: [], synced: auth.synced, home, now: now() }
}

const runClaude = async (run: Run, path: string, { json }: SetupTokenOptions): Promise<void> => {
  const { env, cwd } = run.machine.probes
  const stdout = json || process.stdout.isTTY !== true ? 'stderr' : 'inherit'
  const ended = await handOver([path, 'setup-token'], { env, cwd, stdout })
  const failed = (code: string, why: string): Refusal =>
    new Refusal(
      code,
      `\`claude setup-token\` ${why}: nothing was changed.`,
      code === 'CLAUDE_INTERRUPTED'
        ? 'Run it again.'
        : 'What it printed says why. When that is mended, run it again.',
    )
  switch (ended.outcome) {
    case 'exited':
      if (ended.code === 0) return
      throw failed('CLAUDE_FAILED', `ended with exit code ${ended.code}`)
    case 'killed':
      throw failed('CLAUDE_INTERRUPTED', `was interrupted (${ended.signal})`)
    case 'failed':
      throw failed('CLAUDE_FAILED', `could not be run (${ended.reason})`)
    default:
      throw failed('CLAUDE_FAILED', 'could not be started')
  }
}

/**
 * What Claude Code has now, where that is another token than before; one that could not be read before is held against
 * the store's. Null where it is none, or the same.
 */
const newLogin = (
  { access, credential }: ClaudeLogin,
  before: ClaudeLogin,
  auth: LoadedAuth,
): ClaudeLogin['credential'] => {
  const isKnown = access === null || knownTokens(before, auth).some((token) => token.equals(access))
  return isKnown ? null : credential
}

const knownTokens = (before: ClaudeLogin, { stores }: Pick<LoadedAuth, 'stores'>): readonly Secret[] => {
  if (before.access !== null) return [before.access]
  if (before.known) return []
  const stored = own(targetStore(stores, null).store.profiles, CLAUDE_CLI_PROFILE)
  const token = stored === undefined ? null : secretOf(stored)
  return token === null ? [] : [token]
}

type Wanted = { readonly deed: TokenDeed; readonly warnings: readonly TokenWarning[] }

/**
 * The sync goes first, for every store that has a copy. It leaves a login alone that is good for a while yet, though;
 * what was made just now is stored in any case.
 */
const storedDeed = async (
  run: Run,
  credential: NonNullable<ClaudeLogin['credential']>,
): Promise<TokenDeed> => {
  const { consent } = run.fixContext
  await syncFirst({ ...run, fixContext: { ...run.fixContext, consent: { ...consent, automatic: true } } })
  const { stores } = await readAuth(run)
  const { agent } = run.settings
  const holdsCopy = own(targetStore(stores, agent).store.profiles, CLAUDE_CLI_PROFILE) !== undefined
  const expires = credential.expires ?? run.machine.probes.now() + YEAR_MS
  return {
    id: 'auth/setup-token',
    profile: CLAUDE_CLI_PROFILE,
    credential: { ...credential, expires },
    mode: 'oauth',
    // A refresh token is good for one use: it must not be in more stores than hold it already.
    agent: holdsCopy ? agent : null,
  }
}

/** Asks for the token that was printed. Where a sync would put Claude Code's login over it, it gets an id of its own. */
const pastedDeed = async (run: Run, after: ClaudeLogin, before: ClaudeLogin): Promise<Wanted> => {
  printErr(
    after.known
      ? '\nClaude Code stored no new token: current versions only print it.\n'
      : '\nWhether Claude Code stored a new token could not be read.\n',
  )
  printErr('If it printed one, copy all of it and paste it here. Ctrl-C leaves everything as it is.\n')
  const { token, warnings } = takeToken(
    run,
    await readSecret('Paste the token (it is not shown):'),
    'anthropic',
  )
  const { stores } = await readAuth(run)
  const { agent } = run.settings
  const held = Object.values(targetStore(stores, agent).store.profiles)
    .filter(({ provider }) => sameProvider(provider, 'anthropic'))
    .map(secretOf)
  if ([...held, before.access, after.access].some((known) => known?.equals(token) === true))
    throw new Refusal(
      'TOKEN_UNCHANGED',
      'That is a token that was there before: nothing was changed.',
      'Run it again, and paste the token that it prints then.',
    )
  const now = run.machine.probes.now()
  const credential: TokenCredential = { type: 'token', provider: 'anthropic', token, expires: now + YEAR_MS }
  const isKept = !after.known || planSync(credential, after.credential, now) !== null
  return {
    deed: {
      id: 'auth/setup-token',
      profile: isKept ? MANUAL_PROFILE : CLAUDE_CLI_PROFILE,
      credential,
      mode: isKept ? 'token' : 'oauth',
      agent,
    },
    warnings: isKept ? [...warnings, LOGIN_KEPT] : warnings,
  }
}

const secretOf = (credential: Credential): Secret | null => {
  if (credential.type === 'api_key') return credential.key
  return credential.type === 'token' ? credential.token : credential.access
}

const LOGIN_KEPT: TokenWarning = {
  code: 'login-kept',
  what: `Claude Code has a login of its own, and ${CLAUDE_CLI_PROFILE} is kept as a copy of that: so the token is stored as ${MANUAL_PROFILE}.`,
  next: null,
}

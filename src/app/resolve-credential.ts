import { type Choice, choices } from '../auth/choice.js'
import type { Credential } from '../auth/credential.js'
import { judgedProfiles } from '../auth/judged-profiles.js'
import { normalizeProviderId } from '../auth/provider-id.js'
import { REASON_WORDS } from '../auth/reason-words.js'
import { renewalCommand } from '../auth/renewal.js'
import type { ProbeContext } from '../contract/index.js'
import { handOut } from '../ports/hand-out.js'
import { EXIT } from '../report/exit-code.js'
import { PACKAGE } from './called-as.js'
import { refuseUnknown } from './known-auth.js'
import { type LoadedAuth, readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { asItIs, type Usable, useChoice } from './refresh/use-choice.js'
import { Refusal } from './refusal.js'
import { DEFAULT_SETTINGS } from './settings.js'
import { refuseUnknownAgent, syncFirst } from './sync-first.js'

/** Which credential, and on what machine; only `provider` is needed. */
export interface ResolveOptions {
  /** `anthropic`, or another spelling of it. */
  readonly provider: string
  /** The default agent where it is left out. */
  readonly agent?: string | null
  /** This profile or none. */
  readonly profile?: string
  /** False: no login is copied from another program first. True by default. */
  readonly sync?: boolean
  /** Whether the macOS Keychain may be read; undefined leaves it to whether somebody is there. */
  readonly keychain?: boolean
  /** Milliseconds for asking the provider for a new login; 20000 by default. */
  readonly timeoutMs?: number
  /** This process's own by default. */
  readonly env?: ProbeContext['env']
  /** An absolute path; the home of `env` by default. */
  readonly home?: string
  /** An absolute path; this process's own by default. */
  readonly cwd?: string
  /** The clock, in Unix milliseconds; this machine's by default. */
  readonly now?: () => number
  /** The name of this program in what it advises; `clawdbot-doctor` by default. */
  readonly cli?: string
}

/** A credential for use. `secret` is the text itself: print it nowhere. */
export interface ResolvedCredential {
  /** In Clawdbot's spelling, such as `anthropic`. */
  readonly provider: string
  /** The id of the agent whose order decided. */
  readonly agent: string
  /** Where it was found: a profile of the store, a variable of the environment, or a key in the config. */
  readonly via: 'profile' | 'env' | 'config'
  /** The profile's id; null for one of the environment or the config. */
  readonly profile: string | null
  /** `api_key` and `token` are sent as they are; `oauth` is the access token of a login. */
  readonly type: Credential['type']
  /** Without white space around it. */
  readonly secret: string
  /** Unix milliseconds; null where it has no date. */
  readonly expires: number | null
  /** Whether this very call has refreshed it. */
  readonly refreshed: boolean
  /** What comes first in the order and could not be used, and why. */
  readonly skipped: readonly { readonly profile: string; readonly reason: string }[]
  /** What is to be seen to although the credential can be used. */
  readonly warnings: readonly string[]
}

const TIMEOUT_MS = 20_000

/**
 * See the public `resolveCredential` in on-first-use.ts.
 *
 * Outside the ports this is the only place that hands out the text of a secret.
 */
export const resolveCredential = async (options: ResolveOptions): Promise<ResolvedCredential> => {
  const run = open(options)
  await refuseUnknownAgent(run)
  const { timeoutMs = TIMEOUT_MS, cli = PACKAGE } = options
  const before = await readAuth(run)
  await refuseUnknown(run, before, cli)
  const first = candidates(before, options)[0]
  const ready = first === undefined ? null : asItIs(first, before.now)
  if (ready !== null) return handedOut(ready, before, options, [])

  await syncFirst(run)
  const loaded = await readAuth(run)
  const failures: { readonly profile: string; readonly refusal: Refusal }[] = []
  for (const choice of candidates(loaded, options)) {
    try {
      const usable = await useChoice(run, loaded, choice, { timeoutMs, cli })
      return handedOut(usable, loaded, options, skippedFirst(failures))
    } catch (error) {
      if (!(error instanceof Refusal) || choice.via !== 'profile') throw error
      failures.push({ profile: choice.id, refusal: error })
    }
  }
  throw nothingUsable(loaded, options, failures)
}

const open = ({ agent, sync, keychain, env, home, cwd, now }: ResolveOptions): Run =>
  openRun(
    { ...DEFAULT_SETTINGS, agent: agent ?? null, sync: sync ?? true, keychain },
    {
      machine: {
        ...(env === undefined ? {} : { env }),
        ...(home === undefined ? {} : { home }),
        ...(cwd === undefined ? {} : { cwd }),
        ...(now === undefined ? {} : { now }),
      },
    },
  )

type Loaded = Pick<LoadedAuth, 'view' | 'stores' | 'config' | 'now'>

const questionOf = ({ view, config, now }: Loaded, { provider }: ResolveOptions) => ({
  store: view.store,
  config: view.config,
  provider: normalizeProviderId(provider),
  env: config.envKeys,
  now,
})

const candidates = (
  loaded: Loaded,
  options: ResolveOptions,
): readonly Exclude<Choice, { via: 'nothing' }>[] =>
  choices(questionOf(loaded, options)).flatMap((choice) => {
    if (choice.via === 'nothing') return []
    const isMeant =
      options.profile === undefined || (choice.via === 'profile' && choice.id === options.profile)
    return isMeant ? [choice] : []
  })

type Failures = readonly { readonly profile: string; readonly refusal: Refusal }[]

const skippedFirst = (failures: Failures): ResolvedCredential['skipped'] =>
  failures.map(({ profile, refusal }) => ({ profile, reason: refusal.message }))

const handedOut = (
  { secret, ...usable }: Usable,
  { view }: Loaded,
  { provider }: ResolveOptions,
  skipped: ResolvedCredential['skipped'],
): ResolvedCredential => ({
  ...usable,
  provider: normalizeProviderId(provider),
  agent: view.file.agent.id,
  secret: handOut(secret).trim(),
  skipped,
})

/** Names every profile of the provider and what is in its way. */
const nothingUsable = (loaded: Loaded, options: ResolveOptions, failures: Failures): Refusal => {
  const { provider } = questionOf(loaded, options)
  const only = failures[0]
  if (only !== undefined && failures.length === 1) return only.refusal
  const judged = judgedProfiles(questionOf(loaded, options)).profiles
  const told = [
    ...failures.map(({ refusal }) => refusal.message.replace(/\.$/, '')),
    ...judged.flatMap(({ id, why }) => (why === null ? [] : [`${id} ${REASON_WORDS[why]}`])),
  ]
  const what = told.length === 0 ? '' : `: ${told.join('; ')}`
  return new Refusal(
    'NO_CREDENTIAL',
    `No credentials found for ${provider} that agent ${loaded.view.file.agent.id} can use${what}.`,
    only?.refusal.hint ?? `Run \`${options.cli ?? PACKAGE} ${renewalCommand(provider)}\`.`,
    EXIT.broken,
  )
}

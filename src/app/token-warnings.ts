import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../auth/agent-view.js'
import { own } from '../auth/mapping.js'
import { explainOrder } from '../auth/order.js'
import type { PasteWarning } from '../auth/paste.js'
import { REASON_WORDS } from '../auth/reason-words.js'
import type { Secret } from '../contract/index.js'
import type { LoadedAuth } from './load-auth.js'
import type { StoredToken } from './store-token.js'

/** Something odd about a token that was stored. */
export interface TokenWarning {
  /** Stable; scripts may depend on it. */
  readonly code: PasteWarning | 'login-kept' | 'own-copy' | 'not-used' | 'not-first' | 'others-unlisted'
  readonly what: string
  readonly next: string | null
}

const PASTED: Readonly<
  Record<PasteWarning, (token: Secret, provider: string) => Omit<TokenWarning, 'code'>>
> = {
  'metered-key': () => ({
    what: 'This is an API key and not a setup-token: it works, and each use of it is billed.',
    next: 'For a subscription, paste the token that `claude setup-token` prints.',
  }),
  'never-usable': () => ({
    what: 'This is a refresh token, a session key or an admin key: no model can be asked with it.',
    next: 'Paste an access token, a setup-token or an API key over it.',
  }),
  'wrong-prefix': (_, provider) => ({
    what: `This does not begin as tokens of ${provider} do.`,
    next: 'If it is rejected, look whether it belongs to another provider.',
  }),
  'cut-short': ({ length }) => ({
    what: `This has ${length} characters, and a whole one has about 108: the end of a line may have cut it.`,
    next: 'If it is rejected, copy all of it and paste it again.',
  }),
}

export const pasteWarnings = (
  codes: readonly PasteWarning[],
  token: Secret,
  provider: string,
): readonly TokenWarning[] => codes.map((code) => ({ code, ...PASTED[code](token, provider) }))

/** What keeps a stored token from being the one that is used. `before` is how it was until then. */
export const useWarnings = (
  { profile, provider, agent }: StoredToken,
  before: LoadedAuth,
  after: Omit<LoadedAuth, 'synced'>,
  cli: string,
): readonly TokenWarning[] => {
  const { view, now, stores } = after
  const question = { store: view.store, config: view.config, provider, now }
  const { candidates, base } = explainOrder(question)
  const set = `${cli} models auth order set --provider ${provider}`
  const warnings: TokenWarning[] = ownCopies(stores, agent, profile).map((id) => ({
    code: 'own-copy',
    what: `Agent ${id} has ${profile} in its own store, and uses that one.`,
    next: `To store the token there too, run this again with \`--agent ${id}\`.`,
  }))
  const [first] = candidates
  const mine = candidates.find(({ id }) => id === profile)
  if (mine?.usable === false)
    warnings.push({
      code: 'not-used',
      what: `Agent ${view.file.agent.id} passes ${profile} over: it ${REASON_WORDS[mine.why]}.`,
      next: mine.why === 'not-listed' && base === 'store-order' ? `Run \`${set} ${profile}\`.` : null,
    })
  else if (first !== undefined && mine !== undefined && first.id !== profile)
    warnings.push({
      code: 'not-first',
      what: `${first.id} is tried before ${profile}.`,
      next: `To have ${profile} tried first, run \`${set} ${profile} ${first.id}\`.`,
    })
  const unlisted = newlyUnlisted(before.view, candidates, provider, before.now)
  if (unlisted.length > 0)
    warnings.push({
      code: 'others-unlisted',
      what: `The config names a profile of ${provider} now, so those it does not name are no longer tried: ${unlisted.join(', ')}.`,
      next: `To have them tried too, run \`${set} ${[profile, ...unlisted].join(' ')}\`.`,
    })
  return warnings
}

/** Agents that would inherit a profile, and have one of that name themselves. */
const ownCopies = (stores: readonly AgentStore[], agent: string, profile: string): readonly string[] => {
  const target = stores.find((each) => each.agent.id === agent)
  if (target?.agent.isMain !== true) return []
  return stores
    .filter((each) => each.agent.storePath !== target.agent.storePath)
    .filter(({ store }) => own(store.profiles, profile) !== undefined)
    .map((each) => each.agent.id)
}

const newlyUnlisted = (
  { store, config }: AgentView,
  candidates: ReturnType<typeof explainOrder>['candidates'],
  provider: string,
  now: number,
): readonly string[] => {
  const wasUsable = new Set(
    explainOrder({ store, config, provider, now }).candidates.flatMap(({ id, usable }) =>
      usable ? [id] : [],
    ),
  )
  return candidates.flatMap((each) =>
    !each.usable && each.why === 'not-listed' && wasUsable.has(each.id) ? [each.id] : [],
  )
}

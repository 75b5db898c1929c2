import { agentViews } from '../../../src/auth/agent-view.js'
import { fileOf } from '../../../src/auth/of-agent.js'
import { type Asked, ask, LONGEST_MS } from '../../../src/auth/verify/ask.js'
import { type Endpoint, endpointOf } from '../../../src/auth/verify/endpoint.js'
import { inParallel } from '../../../src/auth/verify/in-parallel.js'
import { proxyHost } from '../../../src/auth/verify/proxy.js'
import { type Question, questionsOf } from '../../../src/auth/verify/questions.js'
import { listRequest, type Sendable } from '../../../src/auth/verify/request.js'
import { notAsked } from '../../../src/auth/verify/verdict.js'
import type { Verification } from '../../../src/auth/verify/verification.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { baseUrl } from './base-url.js'
import { config } from './config.js'
import { type AgentStore, stores } from './stores.js'

/** `not-asked`: the run was not told to, or the config that says where to ask could not be read. */
export type Verifications =
  | { readonly state: 'not-asked'; readonly reason: 'offline' | 'config-unreadable' }
  | { readonly state: 'asked'; readonly results: readonly Verification[] }

const CONCURRENCY = 8
/** Of the time a fact has: so that no answer is an answer in time, and not a fact that failed. */
const SHARE = 0.8

/** Asks each provider in use, with everything it could be used with, for something that costs nothing. */
export const verifications = defineFact({
  id: 'online/verifications',
  needs: { config, stores, baseUrl },
  collect: async (context, { config, stores, baseUrl }): Promise<Verifications> => {
    if (context.settings.online !== true) return { state: 'not-asked', reason: 'offline' }
    const { state } = config.reading
    if (state !== 'ok' && state !== 'absent') return { state: 'not-asked', reason: 'config-unreadable' }
    const views = agentViews(stores, config.config)
    const questions = questionsOf(views, config.envKeys, context.now())
    const { timeoutMs } = context.settings
    const asking = asker(context, typeof timeoutMs === 'number' ? timeoutMs * SHARE : undefined)
    const results = await inParallel(questions, CONCURRENCY, async (question): Promise<Verification> => {
      const { provider, credential } = question.candidate
      const endpoint = endpointOf(provider, question.holders[0]?.config ?? config.config, baseUrl.anthropic)
      const told = verificationOf(question, stores, endpoint, context)
      if (endpoint === null) return { ...told, answer: notAsked('unsupported') }
      if ('notSent' in credential) return { ...told, answer: notAsked(credential.notSent) }
      return { ...told, ...(await asking(endpoint, credential)) }
    })
    return { state: 'asked', results }
  },
})

const verificationOf = (
  { candidate, owner, holders, isFirst }: Question<AgentStore>,
  stores: readonly AgentStore[],
  endpoint: Endpoint | null,
  { env }: ProbeContext,
): Omit<Verification, 'answer'> => {
  const { provider, source, name, type } = candidate
  const agents = holders.map(({ file }) => file.agent.id)
  const store = fileOf(stores, owner)?.agent.storePath
  return {
    provider,
    source,
    name,
    type,
    agent: agents.includes(owner) ? owner : (agents[0] ?? owner),
    path: source === 'profile' ? (store ?? null) : null,
    isFirst,
    host: endpoint?.host ?? null,
    proxy: endpoint === null ? null : proxyHost(endpoint.baseUrl, env),
    addressBy: endpoint?.setBy ?? null,
    askedAt: null,
    latencyMs: null,
  }
}

/** Sends each credential to each place once, in how many places it may stand, and all within `withinMs`. */
const asker = (context: ProbeContext, withinMs = 8000) => {
  // Runs from here, whatever else has to be waited for before something is sent.
  const signal = AbortSignal.any([
    context.signal,
    AbortSignal.timeout(Math.round(Math.min(withinMs, LONGEST_MS))),
  ])
  const sent: { readonly url: string; readonly credential: Sendable; readonly asked: Promise<Asked> }[] = []
  return (endpoint: Endpoint, credential: Sendable): Promise<Asked> => {
    const request = listRequest(endpoint, credential, withinMs)
    const same = sent.find(
      (each) =>
        each.url === request.url &&
        each.credential.type === credential.type &&
        each.credential.secret.equals(credential.secret),
    )
    const asked = same?.asked ?? ask(context, { ...request, signal })
    if (same === undefined) sent.push({ url: request.url, credential, asked })
    return asked
  }
}

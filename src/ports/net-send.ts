import { type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { NetRequest, NetResult } from '../contract/index.js'
import { netFailure } from './net-failure.js'

/** What goes out, with its secrets revealed, and through which proxies. */
export interface Outgoing {
  readonly method: NetRequest['method']
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly proxies: { readonly httpProxy: string; readonly httpsProxy: string; readonly noProxy: string }
}

export interface Bounds {
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal | undefined
}

type Controller = Dispatcher.DispatchController
type Headers = Extract<NetResult, { outcome: 'response' }>['headers']

/** Sends one request over connections of its own, which are gone when it returns. Never rejects. */
export const send = async (outgoing: Outgoing, bounds: Bounds): Promise<NetResult> => {
  let agent: EnvHttpProxyAgent | undefined
  try {
    agent = new EnvHttpProxyAgent({
      ...outgoing.proxies,
      connections: 1,
      connect: { timeout: bounds.timeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    return await exchange(agent, outgoing, bounds)
  } catch (error) {
    return netFailure(error, false)
  } finally {
    await agent?.destroy().catch(() => undefined)
  }
}

const exchange = (
  agent: EnvHttpProxyAgent,
  { method, url, headers, body }: Outgoing,
  { timeoutMs, maxBytes, signal }: Bounds,
): Promise<NetResult> =>
  new Promise((resolve) => {
    // From when the connection stands: what happens before, the server cannot have seen.
    let wasSent = false
    let status = 0
    let received: Headers = {}
    const chunks: Buffer[] = []
    let size = 0

    const giveUp = (): void => finish({ outcome: 'timeout', mayHaveArrived: wasSent })
    const timer = setTimeout(giveUp, timeoutMs)
    const finish = (result: NetResult): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      resolve(result)
    }
    signal?.addEventListener('abort', giveUp)
    if (signal?.aborted) return giveUp()

    const { origin, pathname, search } = url
    agent.dispatch(
      { origin, path: `${pathname}${search}`, method, headers: { ...headers }, body },
      {
        onRequestStart: () => {
          wasSent = true
        },
        onResponseStart: (_: Controller, code, fields) => {
          status = code
          received = joined(fields)
        },
        onResponseData: (_: Controller, chunk) => {
          size += chunk.length
          if (size > maxBytes) finish({ outcome: 'too-large', mayHaveArrived: true })
          else chunks.push(chunk)
        },
        onResponseEnd: () =>
          finish({
            outcome: 'response',
            status,
            headers: received,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        onResponseError: (_: Controller, error) => finish(netFailure(error, wasSent)),
      },
    )
  })

const joined = (fields: Readonly<Record<string, string | string[] | undefined>>): Headers =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )

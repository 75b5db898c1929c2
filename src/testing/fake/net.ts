import type { NetRequest, NetResult, ProbeContext, Value } from '../../contract/index.js'

/** What comes back for a request; status 200 where it is left out. */
export interface FakeAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
  /** In place of `text`. */
  readonly json?: Value
}

/** What a fake request comes to: an answer, or why there is none. */
export type FakeNetResult = FakeAnswer | Exclude<NetResult, { outcome: 'response' }>

/** An answer, a failure such as `{outcome: 'timeout', mayHaveArrived: true}`, or a function of the request. */
export type FakeResponse = FakeNetResult | ((request: NetRequest) => FakeNetResult | Promise<FakeNetResult>)

const NO_SUCH_HOST: NetResult = {
  outcome: 'unreachable',
  reason: 'dns',
  code: 'ENOTFOUND',
  mayHaveArrived: false,
}

/** A network in memory, by `GET https://api.example.com/path`. Every other host cannot be found. */
export const createFakeNet = (responses: Readonly<Record<string, FakeResponse>>): ProbeContext['net'] => ({
  request: async (request) => {
    const url = URL.canParse(request.url) ? new URL(request.url) : null
    if (url === null || !/^https?:$/.test(url.protocol)) return { outcome: 'not-sent', reason: 'bad-url' }
    const key = [request.url, url.href]
      .map((each) => `${request.method} ${each}`)
      .find((each) => Object.hasOwn(responses, each))
    const response = key === undefined ? undefined : responses[key]
    if (response === undefined) return NO_SUCH_HOST
    const answer = typeof response === 'function' ? await response(request) : response
    if ('outcome' in answer) return answer
    const { status = 200, headers = {}, json } = answer
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
    const text = json === undefined ? (answer.text ?? '') : JSON.stringify(json)
    if (Buffer.byteLength(text) > (request.maxBytes ?? MAX_BYTES))
      return { outcome: 'too-large', mayHaveArrived: true }
    return { outcome: 'response', status, headers: Object.fromEntries(lower), text }
  },
})

const MAX_BYTES = 1024 * 1024

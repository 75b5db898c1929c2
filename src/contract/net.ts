import type { Secret } from './secret.js'
import type { Value } from './value.js'

/** One request over HTTP. */
export interface NetRequest {
  readonly method: 'GET' | 'POST'
  /** `http:` or `https:`. A name or password in it is not sent. */
  readonly url: string
  /** A list is joined: `['Bearer ', token]`. */
  readonly headers?: Readonly<Record<string, string | Secret | readonly (string | Secret)[]>>
  /** What is sent, as JSON, with `content-type: application/json`. Only the port sees the text of its secrets. */
  readonly body?: Value
  /** Milliseconds for all of it, the last byte of the answer included; 20000 by default. */
  readonly timeoutMs?: number
  /** How large the answer's body may be, in bytes; 1048576 by default. */
  readonly maxBytes?: number
  /** Ends the request as its timeout does. */
  readonly signal?: AbortSignal
}

/** `network`: there is no way to the host. `proxy`: it is the proxy that refused. */
export type UnreachableReason = 'dns' | 'refused' | 'tls' | 'reset' | 'network' | 'proxy' | 'other'

/** What was wrong with a request that was never sent; `not-allowed`: the user has not agreed to it. */
export type NotSentReason = 'bad-url' | 'bad-proxy' | 'bad-request' | 'not-allowed'

/**
 * How a request ended. No redirect is followed. `mayHaveArrived` is false where it is certain that the server has seen
 * nothing of it; otherwise it may have acted on it, although no answer came back.
 */
export type NetResult =
  | {
      readonly outcome: 'response'
      readonly status: number
      /** Names in lower case; of a repeated one the values are joined with a comma. */
      readonly headers: Readonly<Record<string, string>>
      /** As it came: it may hold secrets that nobody has sealed yet. */
      readonly text: string
    }
  | {
      readonly outcome: 'unreachable'
      readonly reason: UnreachableReason
      /** The system's name for it, such as `ENOTFOUND`; empty where it has none. */
      readonly code: string
      readonly mayHaveArrived: boolean
    }
  | { readonly outcome: 'timeout' | 'too-large'; readonly mayHaveArrived: boolean }
  /**
   * Nothing was tried: the address, the proxy in the environment, or a header cannot be used, or nobody has allowed it.
   */
  | { readonly outcome: 'not-sent'; readonly reason: NotSentReason }

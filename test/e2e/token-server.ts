import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { token } from './cli.js'

/** How the server answers; `rotate` as the provider does, the others go wrong in one way each. */
export type Behaviour =
  | 'rotate'
  /** Rotates, and the connection breaks before the answer is out. */
  | 'cut'
  /** The same in the middle of the answer's body. */
  | 'cut-body'
  | 'hang'
  | 'rate-limit'
  | 'error'
  | 'html'
  | 'no-tokens'
  | 'huge'
  | 'redirect'
  | 'refuse-client'

export interface TokenServer {
  readonly url: string
  behave(next: Behaviour): void
  /** From here on answers wait until the function returned is called. */
  hold(): () => void
  /** Pairs given out, whether or not the answer arrived. */
  readonly issued: { readonly access: string; readonly refresh: string }[]
  /** Refresh tokens that came a second time. */
  readonly reused: string[]
  /** Bodies of all requests, as they came. */
  readonly requests: unknown[]
  /** Refresh tokens that would be taken now. */
  readonly live: ReadonlySet<string>
}

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Answers for which the token that came does not matter. */
const CANNED: Readonly<Partial<Record<Behaviour, (response: ServerResponse) => void>>> = {
  hang: () => undefined,
  'rate-limit': (response) => void response.writeHead(429, { 'retry-after': '90' }).end('slow down'),
  error: (response) => void response.writeHead(503).end('<h1>Service Unavailable</h1>'),
  html: (response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
  redirect: (response) => void response.writeHead(302, { location: '/login' }).end(),
  'no-tokens': (response) => json(response, 200, { ok: true }),
  huge: (response) => json(response, 200, { padding: 'x'.repeat(200_000) }),
  'refuse-client': (response) => json(response, 401, { error: { type: 'invalid_client' } }),
}

/**
 * A token service on this machine's loopback that knows these refresh tokens. Each works once; one that comes again is
 * counted and revokes all that came of it, as the provider does.
 */
export const startTokenServer = async (...known: readonly string[]): Promise<TokenServer> => {
  let behaviour: Behaviour = 'rotate'
  let held: Promise<void> = Promise.resolve()
  const live = new Set(known)
  const used = new Set<string>()
  const issued: TokenServer['issued'] = []
  const reused: string[] = []
  const requests: unknown[] = []

  const rotate = (refresh: string) => {
    live.delete(refresh)
    used.add(refresh)
    const pair = {
      access: token('oat', `issued-${issued.length + 1}-`),
      refresh: token('ort', `issued-${issued.length + 1}-`),
    }
    issued.push(pair)
    live.add(pair.refresh)
    return {
      token_type: 'Bearer',
      access_token: pair.access,
      refresh_token: pair.refresh,
      expires_in: 28_800,
      scope: 'user:inference user:profile',
    }
  }

  const takeBack = (refresh: string): void => {
    reused.push(refresh)
    live.clear()
  }

  const answer = (request: IncomingMessage, response: ServerResponse, refresh: string): void => {
    const canned = CANNED[behaviour]
    if (canned !== undefined) canned(response)
    else {
      if (used.has(refresh)) takeBack(refresh)
      if (!live.has(refresh)) json(response, 400, { error: 'invalid_grant', error_description: refresh })
      else give(request, response, JSON.stringify(rotate(refresh)))
    }
  }

  const give = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    if (behaviour === 'cut') request.socket.destroy()
    else {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      response.writeHead(200, headers)
      if (behaviour === 'rotate') response.end(body)
      else response.write(body.slice(0, 40), () => request.socket.destroy())
    }
  }

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    requests.push(body)
    await held
    answer(request, response, String(body.refresh_token))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/oauth/token`,
    behave: (next) => {
      behaviour = next
    },
    hold: () => {
      let letGo = (): void => undefined
      held = new Promise((resolve) => {
        letGo = resolve
      })
      return () => letGo()
    },
    issued,
    reused,
    requests,
    live,
  }
}

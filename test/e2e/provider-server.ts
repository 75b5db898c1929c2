import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** One request as the provider saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Reply = (seen: Seen, response: ServerResponse, request: IncomingMessage) => void

/** Listens on the loopback until the test is over, and then cuts what is still open. */
const listening = async (server: Server): Promise<string> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A provider that answers as it is told, and remembers what it was asked. */
export const provider = async (reply: Reply) => {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body: Buffer.concat(chunks).toString() }
    seen.push(one)
    reply(one, response, request)
  })
  const host = await listening(server)
  return { host, url: `http://${host}`, seen }
}

/** A proxy that makes tunnels to anywhere, or refuses them all. */
export const proxy = async (to?: string) => {
  const seen: string[] = []
  const server = createServer((_, response) => response.writeHead(400).end())
  server.on('connect', (request, socket) => {
    seen.push(request.url ?? '')
    if (to === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    const [host = '', port] = to.split(':')
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return { host: await listening(server), seen }
}

/** Where nobody listens. */
export const nobody = async (): Promise<string> => {
  const server = createServer()
  const host = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return `http://${host}`
}

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

/** An error in Anthropic's words. */
export const refusal = (status: number, type: string, message = 'x', headers = {}): Reply =>
  json(status, { type: 'error', error: { type, message } }, headers)

export const takesAll: Reply = json(200, { data: [], content: [{ type: 'text', text: 'OK' }] })

export const POLICY =
  'This credential is only authorized for use with Claude Code and cannot be used for other API requests.'

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createNet } from '../../src/ports/net.js'
import { netFailure } from '../../src/ports/net-failure.js'
import { createSeal } from '../../src/ports/secret.js'

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => sockets.add(socket))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://${await listening(createServer(listener))}`

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const answer = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'x-told': 'yes' }).end(text)
}

const net = (env: Record<string, string> = {}) => createNet({ env, platform: 'linux' })
const GET = { method: 'GET', timeoutMs: 5000 } as const

describe('a request', () => {
  it('carries secrets in headers and body that only the server gets to see', async () => {
    const { seal } = createSeal()
    const secret = seal('quote " and \\ and ü')
    let seen: unknown
    const url = await serve(async (request, response) => {
      seen = [request.method, request.url, request.headers.authorization, JSON.parse(await bodyOf(request))]
      answer(response, 201, 'done')
    })
    const result = await net().request({
      method: 'POST',
      url: `${url}/path?query=1`,
      headers: { Authorization: ['Bearer ', seal('abc')] },
      body: { token: secret, list: [secret, 1, null], plain: 'x' },
    })
    expect(seen).toEqual([
      'POST',
      '/path?query=1',
      'Bearer abc',
      { token: 'quote " and \\ and ü', list: ['quote " and \\ and ü', 1, null], plain: 'x' },
    ])
    expect(result).toMatchObject({
      outcome: 'response',
      status: 201,
      text: 'done',
      headers: { 'x-told': 'yes' },
    })
  })

  it('says as JSON that its body is JSON, and sends no body where there is none', async () => {
    const seen: unknown[] = []
    const url = await serve(async (request, response) => {
      seen.push([request.headers['content-type'], await bodyOf(request)])
      answer(response, 200, '')
    })
    await net().request({ method: 'POST', url, body: {} })
    await net().request({ ...GET, url })
    expect(seen).toEqual([
      ['application/json', '{}'],
      [undefined, ''],
    ])
  })

  it('follows no redirect', async () => {
    let asked = 0
    const url = await serve((_, response) => {
      asked += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(await net().request({ ...GET, url })).toMatchObject({
      outcome: 'response',
      status: 302,
      headers: { location: '/elsewhere' },
    })
    expect(asked).toBe(1)
  })

  it.each([
    ['no answer at all', (_: ServerResponse) => undefined],
    ['half an answer', (response: ServerResponse) => response.writeHead(200).write('{"half":')],
  ])('is given up at its deadline when there is %s', async (_, act) => {
    const url = await serve((_, response) => void act(response))
    const start = performance.now()
    const result = await net().request({ ...GET, url, timeoutMs: 200 })
    expect(result).toEqual({ outcome: 'timeout', mayHaveArrived: true })
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('is given up when it is aborted', async () => {
    const controller = new AbortController()
    const url = await serve(() => controller.abort())
    expect(await net().request({ ...GET, url, signal: controller.signal })).toMatchObject({
      outcome: 'timeout',
    })
    expect(await net().request({ ...GET, url, signal: AbortSignal.abort() })).toEqual({
      outcome: 'timeout',
      mayHaveArrived: false,
    })
  })

  it('is given up when the answer is larger than it may be', async () => {
    const url = await serve((_, response) => answer(response, 200, 'x'.repeat(2000)))
    expect(await net().request({ ...GET, url, maxBytes: 1999 })).toEqual({
      outcome: 'too-large',
      mayHaveArrived: true,
    })
    expect(await net().request({ ...GET, url, maxBytes: 2000 })).toMatchObject({ outcome: 'response' })
  })

  it('may have arrived where the connection was cut after it was sent', async () => {
    const url = await serve((request) => request.socket.destroy())
    expect(await net().request({ ...GET, url })).toMatchObject({
      outcome: 'unreachable',
      reason: 'reset',
      mayHaveArrived: true,
    })
    const half = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy())
    })
    expect(await net().request({ ...GET, url: half })).toMatchObject({
      outcome: 'unreachable',
      reason: 'reset',
      mayHaveArrived: true,
    })
  })

  it('has certainly not arrived where nobody listens', async () => {
    const server = createTcpServer()
    const closed = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await net().request({ ...GET, url: `http://${closed}` })).toEqual({
      outcome: 'unreachable',
      reason: 'refused',
      code: 'ECONNREFUSED',
      mayHaveArrived: false,
    })
  })

  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['EHOSTUNREACH', 'network'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ESOMETHING', 'other'],
  ])('that fails with %s is told as %s, without the words of the error', (code, reason) => {
    const error = Object.assign(new Error('http://name:password@host'), { code })
    const expected = { outcome: 'unreachable', reason, code, mayHaveArrived: false }
    expect(netFailure(error, false)).toEqual(expected)
    expect(netFailure(new TypeError('failed', { cause: error }), false)).toEqual(expected)
  })

  it('tells a server without TLS from one that cannot be reached', async () => {
    const address = await listening(createTcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')))
    expect(await net().request({ ...GET, url: `https://${address}` })).toMatchObject({
      outcome: 'unreachable',
      reason: 'tls',
      mayHaveArrived: false,
    })
  })

  it.each([
    ['an address that is none', { url: 'nowhere' }, {}, 'bad-url'],
    ['an address of another kind', { url: 'file:///etc/passwd' }, {}, 'bad-url'],
    ['a proxy that is none', { url: 'http://127.0.0.1:1' }, { HTTP_PROXY: 'ftp://proxy' }, 'bad-proxy'],
    [
      'a line break in a header',
      { url: 'http://127.0.0.1:1', headers: { a: 'b\r\nc: d' } },
      {},
      'bad-request',
    ],
  ])('is not sent with %s', async (_, request, env, reason) => {
    expect(await net(env).request({ ...GET, ...request })).toEqual({ outcome: 'not-sent', reason })
  })

  it('tells nothing secret, whatever goes wrong', async () => {
    const { seal } = createSeal()
    const text = 'secret\u0000with-what-no-header-may-have'
    const result = await net().request({
      ...GET,
      url: 'http://name:password@127.0.0.1:1',
      headers: { authorization: seal(text) },
    })
    expect(result).toEqual({ outcome: 'not-sent', reason: 'bad-request' })
    const foreign = createSeal().seal('of another run')
    const copied = { ...foreign, pseudonym: 'x', toJSON: () => foreign.toJSON() } as typeof foreign
    expect(await net().request({ ...GET, url: 'http://127.0.0.1:1', headers: { a: copied } })).toEqual({
      outcome: 'not-sent',
      reason: 'bad-request',
    })
  })
})

describe('a proxy', () => {
  const proxy = async () => {
    const seen: string[] = []
    const server = createServer((_, response) => answer(response, 400, 'tunnels only'))
    server.on('connect', (request, socket) => {
      seen.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
      const [host = '', port] = (request.url ?? '').split(':')
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
    })
    return { address: await listening(server), seen }
  }

  it.each(['HTTP_PROXY', 'http_proxy'])('is gone through where %s names it', async (name) => {
    const { address, seen } = await proxy()
    const url = await serve((_, response) => answer(response, 200, 'through'))
    const result = await net({ [name]: `http://ada:pass@${address}` }).request({ ...GET, url })
    expect(result).toMatchObject({ outcome: 'response', text: 'through' })
    expect(seen).toEqual([`${new URL(url).host} Basic ${Buffer.from('ada:pass').toString('base64')}`])
  })

  it('may be named without a scheme', async () => {
    const { address, seen } = await proxy()
    const url = await serve((_, response) => answer(response, 200, 'through'))
    await net({ HTTP_PROXY: address }).request({ ...GET, url })
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['NO_PROXY names the host', { NO_PROXY: 'example.com,127.0.0.1' }],
    ['it is for https alone', { HTTP_PROXY: '', HTTPS_PROXY: 'http://127.0.0.1:1' }],
  ])('is gone round where %s', async (_, env) => {
    const { address, seen } = await proxy()
    const url = await serve((_, response) => answer(response, 200, 'direct'))
    const result = await net({ HTTP_PROXY: `http://${address}`, ...env }).request({ ...GET, url })
    expect(result).toMatchObject({ outcome: 'response', text: 'direct' })
    expect(seen).toEqual([])
  })

  it('of the environment of these tests is not the one of the machine', async () => {
    process.env.HTTP_PROXY = 'http://127.0.0.1:1'
    onTestFinished(() => void delete process.env.HTTP_PROXY)
    const url = await serve((_, response) => answer(response, 200, 'direct'))
    expect(await net().request({ ...GET, url })).toMatchObject({ outcome: 'response' })
  })

  it('that refuses is told from a server that does', async () => {
    const server = createServer()
    server.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    const address = await listening(server)
    expect(await net({ HTTP_PROXY: address }).request({ ...GET, url: 'http://127.0.0.1:1' })).toMatchObject({
      outcome: 'unreachable',
      reason: 'proxy',
      mayHaveArrived: false,
    })
  })
})

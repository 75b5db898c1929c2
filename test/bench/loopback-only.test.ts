import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const guard = join(import.meta.dirname, '../../bench/loopback-only.cjs')
const server: Server = createServer((_, response) => response.end('here'))
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** What a script prints that was started as a peer is. */
const said = async (script: string): Promise<string> => {
  const env = { PATH: process.env.PATH, NODE_OPTIONS: `--require ${JSON.stringify(guard)}` }
  const args = ['--input-type=module', '-e', script]
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim()
}

// Of the addresses that are kept for examples: nobody is there, and nothing would come back before the test is over.
const FAR = '192.0.2.1'
const failureOf = (attempt: string) =>
  `const told = (e) => console.log((e.cause ?? e).message); ${attempt.replace('FAILED', 'told')}`

describe('a program that may talk to this machine alone', () => {
  it.each([
    { what: 'fetch', attempt: `await fetch('http://${FAR}/').catch(FAILED)` },
    { what: 'fetch over TLS', attempt: `await fetch('https://${FAR}/').catch(FAILED)` },
    { what: 'fetch by name', attempt: `await fetch('https://example.invalid/').catch(FAILED)` },
    { what: 'http', attempt: `(await import('node:http')).get('http://${FAR}/').on('error', FAILED)` },
    { what: 'a socket', attempt: `(await import('node:net')).connect(80, '${FAR}').on('error', FAILED)` },
    { what: 'a look-up', attempt: `(await import('node:dns')).lookup('example.invalid', FAILED)` },
    {
      what: 'a look-up',
      attempt: `await (await import('node:dns/promises')).lookup('a.invalid').catch(FAILED)`,
    },
  ])('reaches no other by $what: $attempt', async ({ attempt }) => {
    expect(await said(failureOf(attempt))).toMatch(/ENETUNREACH .+: only this machine may be talked to$/)
  })

  it.each(['127.0.0.1', 'localhost'])('reaches a server on %s', async (host) => {
    expect(await said(`console.log(await (await fetch('http://${host}:${port}/')).text())`)).toBe('here')
  })
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { makeHome, token } from '../cli.js'
import { machineOf } from '../in-process.js'
import { inHome, told } from './one-plugin.js'

const ASKED: readonly (readonly [string, string, unknown])[] = [
  ['a file that is granted', `c.fs.readText(c.home + '/.mine/file')`, 'ok'],
  ['a file below a granted folder', `c.fs.readText(c.home + '/.mine/deep/file')`, 'ok'],
  ['a file that is not there', `c.fs.readText(c.home + '/.mine/none')`, 'absent'],
  ['a file that is not granted', `c.fs.readText(c.home + '/private')`, 'denied'],
  ['a file that a link leads to', `c.fs.readText(c.home + '/.mine/link')`, 'denied'],
  ['a file behind a linked folder', `c.fs.readText(c.home + '/.mine/up/private')`, 'denied'],
  ['a file behind dots', `c.fs.readText(c.home + '/.mine/../private')`, 'denied'],
  ['a folder whose name begins alike', `c.fs.list(c.home + '/.mine-too')`, 'denied'],
  ['what a link leads to', `c.fs.stat(c.home + '/.mine/link')`, 'denied'],
  ["the doctor's own records", `c.fs.readText(c.home + '/.clawdbot/doctor/key')`, 'denied'],
  ['the Keychain', `c.keychain.read('a', 'b')`, 'not-asked'],
]

describe('of what a plugin asks for', () => {
  it.each(ASKED)('%s comes back as it may', async (_, call, state) => {
    const { word } = await told(`async (c) => (await ${call}).state`, {
      home: inHome(makeHome()),
      granted: { read: ['~/.mine/**', '~/.clawdbot/**'] },
    })
    expect(word).toBe(state)
  })

  it('what was refused is in the report, and nothing that was granted', async () => {
    const collect = `async (c) => { await c.fs.stat(c.home + '/.mine/file'); await c.fs.stat('/etc/passwd'); await c.exec(['cat', '/etc/passwd']); await c.which('cat'); return 1 }`
    const { report } = await told(collect, { home: inHome(makeHome()), granted: { read: ['~/.mine/**'] } })
    expect(report.plugins?.[0]?.refused).toEqual(['read /etc/passwd', 'run cat', 'look for cat'])
  })

  it('a program that is granted runs without the rest of the environment', async () => {
    const home = makeHome()
    const machine = machineOf(home, { env: { MY_SECRET: token('oat', 'env') } })
    const { word } = await told(`async (c) => (await c.exec(['env'])).stdout`, {
      home,
      granted: { run: ['env'] },
      over: { machine },
    })
    expect(word).toContain(`HOME=${home}`)
    expect(word).not.toContain('MY_SECRET')
  })

  it('a host is reached only where it is granted, and one elsewhere only with --online', async () => {
    const server = createServer((_, response) => response.end('"hello"'))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    const ask = (url: string) => `async (c) => c.net.request({ method: 'GET', url: '${url}' })`
    const url = `http://127.0.0.1:${port}/`
    try {
      expect((await told(ask(url), { granted: { reach: ['127.0.0.1'] } })).word).toContain(
        '"outcome":"response"',
      )
      expect((await told(ask(url), { granted: { reach: [`127.0.0.1:${port}`] } })).word).toContain(
        '"status":200',
      )
      expect((await told(ask(url), { granted: { reach: ['127.0.0.1:1'] } })).word).toContain('not-allowed')
      expect((await told(ask(url))).word).toContain('not-allowed')
      const elsewhere = await told(ask('https://example.invalid/'), {
        granted: { reach: ['example.invalid'] },
      })
      expect(elsewhere.word).toContain('not-allowed')
    } finally {
      server.close()
    }
  })
})

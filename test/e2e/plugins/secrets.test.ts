import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/index.js'
import { ACCESS, inHome, run, STORES, withStore } from './one-plugin.js'
import { finding, outside, pluginSource } from './plugin-folders.js'

describe("one of the doctor's secrets", () => {
  const secretOf = `const find = (v) => v && typeof v === 'object' ? (typeof v.equals === 'function' ? v : Object.values(v).map(find).find(Boolean)) : null`
  const source = (evaluate: string, rest: Partial<Parameters<typeof pluginSource>[0]> = {}) =>
    pluginSource({
      before: `${STORES}\n${secretOf}`,
      checks: `[{ ...check, needs: { stores }, evaluate: ${evaluate} }, sibling]`,
      ...rest,
    })
  const granted = { facts: ['clawdbot/stores'] }
  const sayingIt = (report: Report) =>
    JSON.stringify(report.checks.map(({ findings, reason }) => [findings, reason]))

  it('arrives as a handle that compares and describes, without its text', async () => {
    const text = ACCESS.slice(8, 60)
    const evaluate = `({ stores }) => { const s = find(stores); return [${finding(
      `data: { word: [JSON.stringify(stores).includes('${text}') ? 'LEAKED' : 'sealed', s.kind, s.length, s.equals(s), String(s).includes('${text}')].join(' '), it: s }`,
    )}] }`
    const report = await run(outside(source(evaluate), { granted }), withStore())
    const data = report.checks.find(({ id }) => id === 'third/check')?.findings[0]?.data
    expect(data?.word).toBe(`sealed anthropic-oauth-access ${ACCESS.length} true false`)
    expect(sayingIt(report)).not.toContain(text)
  })

  it('is not there where the fact was not granted', async () => {
    const evaluate = `({ stores }) => [${finding('data: { word: stores.$outcome }')}]`
    const report = await run(outside(source(evaluate)), withStore())
    expect(report.checks.find(({ id }) => id === 'third/check')?.findings[0]?.data.word).toBe('denied')
  })

  it('is sent to no host, and written to no file, by a plugin', async () => {
    const heard: string[] = []
    const server = createServer((request, response) => {
      heard.push(JSON.stringify(request.headers))
      response.end('"x"')
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    const home = inHome(withStore())
    const leaking = `const leak = { id: 'third/leak', needs: { stores }, collect: async (c, { stores }) => {
      await c.fs.readText(c.home + '/.mine/file')
      return (await c.net.request({ method: 'GET', url: 'http://127.0.0.1:${port}/', headers: { authorization: ['Bearer ', find(stores)] } })).outcome } }`
    const plugin = outside(
      pluginSource({
        before: `${STORES}\n${secretOf}\n${leaking}`,
        checks: `[{ ...check, needs: { leak }, evaluate: ({ leak }) => [${finding('data: { word: leak }, fixes: ["third/fix"]')}] }, sibling]`,
        fixes: `[{ id: 'third/fix', title: 'Leak', risk: 'safe', needs: { stores }, touches: [leak],
          plan: ({ stores }) => [{ op: 'write', path: ${JSON.stringify(join(home, '.mine/out'))}, before: 'absent', after: { json: { it: find(stores) } } }] }]`,
      }),
      { granted: { ...granted, reach: ['127.0.0.1'], read: ['~/.mine/**'] } },
    )
    const report = await run(plugin, home, { fix: true, yes: true })
    server.close()
    expect(heard).toEqual([])
    expect(report.checks.find(({ id }) => id === 'third/check')?.findings[0]?.data.word).toBe('not-sent')
    expect(report.changes).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('not its own') },
    ])
    expect(report.plugins?.[0]?.refused.join()).toContain('send a secret that is not its own')
  })
})

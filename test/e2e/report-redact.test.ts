import { randomBytes } from 'node:crypto'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeManifest, openArchive, packArchive } from '../../src/archive/index.js'
import { reportCreateV1 } from '../../src/report/report-create-schema.js'
import { redactionsV1 } from '../../src/report/sealed/redactions-schema.js'
import { sealedReportV1 } from '../../src/report/sealed/schema.js'
import { sealedExample } from '../support/sealed-example.js'
import { makeHome, runCli, token } from './cli.js'

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** A report as an older version with fewer rules could have made it. */
const archived = async (file: string, log: string) => {
  const sealed = sealedExample({
    included: [{ name: 'included/logs/gateway.log', path: '/var/log/gateway.log', bytes: 9, cut: false }],
  })
  const entries = [
    { name: 'report.json', bytes: json(sealed) },
    { name: 'redactions.json', bytes: json({ redactionsVersion: 1, removals: [] }) },
    { name: 'included/logs/gateway.log', bytes: Buffer.from(log) },
  ]
  const info = {
    case: sealed.case.id,
    createdAt: sealed.createdAt,
    tool: sealed.report.tool,
    node: 'v20.19.0',
    plugins: [],
    checks: [],
  }
  const manifest = { name: 'manifest.json', bytes: json(makeManifest(entries, info)) }
  writeFileSync(file, await packArchive([...entries, manifest], { mtimeMs: 0 }))
  return sealed
}

const read = async (file: string) => {
  const opened = await openArchive(readFileSync(file))
  if (opened.state !== 'ok') throw new Error(opened.reason)
  const text = (name: string): string => Buffer.from(opened.entries.get(name) ?? []).toString('utf8')
  return {
    log: text('included/logs/gateway.log'),
    sealed: sealedReportV1.parse(JSON.parse(text('report.json'))),
    removals: redactionsV1.parse(JSON.parse(text('redactions.json'))).removals,
  }
}

const redact = async (home: string, ...args: string[]) => {
  const result = await runCli(['report', 'redact', ...args, '--json'], { home })
  expect(result.code, result.stdout).toBe(0)
  return reportCreateV1.parse(JSON.parse(result.stdout))
}

describe('report redact', { timeout: 90_000 }, () => {
  it("takes out what today's rules find, keeps the names that are there, and says what went", async () => {
    const home = makeHome({})
    const secret = token('oat', randomBytes(12).toString('hex'))
    const before = await archived(join(home, 'old.tar.gz'), `refused ${secret} for ada@example.com\n`)
    const made = await redact(home, 'old.tar.gz')
    expect(made.file).toBe(join(home, 'old-redacted.tar.gz'))
    expect(made.removed.map(({ rule }) => rule)).toContain('email')
    const { log, sealed, removals } = await read(made.file ?? '')
    expect(log).toMatch(/^refused \[[a-z-]+ [0-9a-f]{12}\] for \S+\.invalid\n$/)
    expect(removals.map(({ file }) => file)).toContain('included/logs/gateway.log')
    expect(sealed.case).toEqual(before.case)
    expect(sealed.host).toBe(before.host)
    expect(sealed.credentials).toEqual(before.credentials)
  })

  it('never replaces the report that it is made from', async () => {
    const home = makeHome({})
    await archived(join(home, 'old.tar.gz'), 'a line\n')
    symlinkSync('old.tar.gz', join(home, 'link.tar.gz'))
    const before = readFileSync(join(home, 'old.tar.gz'))
    for (const [from, to] of [
      ['old.tar.gz', 'old.tar.gz'],
      ['old.tar.gz', 'link.tar.gz'],
      ['link.tar.gz', 'old.tar.gz'],
    ] as const) {
      const result = await runCli(['report', 'redact', from, '--force', '--output', to], { home })
      expect(result.code).toBe(3)
      expect(result.stderr).toContain('that is the report it is made from')
    }
    expect(readFileSync(join(home, 'old.tar.gz'))).toEqual(before)
  })

  it('finds nothing more in what it has made, and leaves it as it is', async () => {
    const home = makeHome({})
    await archived(join(home, 'old.tar.gz'), `refused ${token('api', 'mark')}\n`)
    const first = await redact(home, 'old.tar.gz', '--output', 'one.tar.gz')
    const second = await redact(home, 'one.tar.gz', '--output', 'two.tar.gz')
    expect(second.removed).toEqual([])
    const [one, two] = [await read(first.file ?? ''), await read(second.file ?? '')]
    expect(two.sealed).toEqual(one.sealed)
    expect(two.log).toBe(one.log)
    expect(two.removals).toEqual(one.removals)
  })

  it('leaves a report as it is that this version has just made', async () => {
    const home = makeHome({ 'gateway.log': 'GET /x from 10.1.2.3 by ada@example.com\n' })
    const config = { logging: { file: '~/gateway.log' } }
    const own = makeHome({
      '.clawdbot/clawdbot.json': { json: config },
      'gateway.log': readFileSync(join(home, 'gateway.log'), 'utf8'),
    })
    const created = await runCli(['report', 'create', '--include', 'logs,config', '--output', 'r.tar.gz'], {
      home: own,
    })
    expect(created, created.stderr).toMatchObject({ code: 0 })
    const again = await redact(own, 'r.tar.gz')
    expect(again.removed).toEqual([])
    expect((await read(again.file ?? '')).sealed).toEqual((await read(join(own, 'r.tar.gz'))).sealed)
  })
})

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeManifest, packArchive } from '../../src/archive/index.js'
import type { SealedReport } from '../../src/report/sealed/schema.js'
import { sealedExample } from '../support/sealed-example.js'
import { makeHome, runCli } from './cli.js'
import { faultsBy } from './schemas.js'
import { inTerminal } from './terminal.js'

const home = makeHome()
const summarise = (...words: readonly string[]) => runCli(['report', 'summarise', ...words], { home })

const healthy = (host: string): SealedReport => {
  const report = structuredClone(sealedExample({ host }))
  for (const check of report.report.checks) Object.assign(check, { outcome: 'pass', findings: [] })
  Object.assign(report.report.summary, { status: 'healthy' })
  return report
}

const folderOf = (name: string, files: Readonly<Record<string, string | Uint8Array>>): string => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(home, name, path, '..'), { recursive: true })
    writeFileSync(join(home, name, path), content)
  }
  return name
}

const json = (host: string, over: Partial<SealedReport> = {}): string =>
  JSON.stringify(sealedExample({ host, ...over }))

const archive = (host: string): Promise<Uint8Array> => {
  const sealed = sealedExample({ host })
  const bytes = (value: object) => Buffer.from(JSON.stringify(value))
  const files = [{ name: 'report.json', bytes: bytes(sealed) }]
  const info = {
    case: sealed.case.id,
    createdAt: sealed.createdAt,
    tool: { name: 'clawdbot-doctor', version: '0.1.0' },
    node: 'v20.19.0',
    plugins: [],
    checks: [],
  }
  const manifest = { name: 'manifest.json', bytes: bytes(makeManifest(files, info)) }
  return packArchive([...files, manifest], { mtimeMs: 0 })
}

describe('report summarise', () => {
  it('counts archives and bare reports at any depth, and tells which machine differs', async () => {
    const folder = folderOf('mixed', {
      'a.tar.gz': await archive('one'),
      'deep/er/b.json': json('two'),
      'deep/c.json': json('three'),
      'calm.json': JSON.stringify(healthy('calm')),
      'notes.txt': 'not looked at',
      '.hidden/d.json': 'not looked at',
    })
    symlinkSync('..', join(home, folder, 'deep/round'))
    const { code, stdout, stderr } = await summarise(folder)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(
      '4 reports of 4 machines in 1 case: 3 broken, 0 in need of attention soon, 1 healthy.',
    )
    expect(stdout).toMatch(/\n {8}3 {9}3 {2}claude\/subscription!expired, error\n/)
    expect(stdout).toMatch(
      /Machines that differ from the rest\n {2}calm, 2026-01-15-k3f9, lacks auth\/expiry!expired/,
    )
    const again = await summarise(folder, '--json')
    const document = JSON.parse(again.stdout)
    expect(faultsBy('report-summary.v1.json')(document)).toEqual([])
    expect(document).toMatchObject({ reports: 4, hosts: 4, refused: { count: 0 } })
  })

  it('counts and lists what is refused, with the reason, and fails for it only with --strict', async () => {
    const cut = (await archive('cut')).subarray(0, 300)
    const folder = folderOf('refused', {
      'good.json': json('good'),
      'cut.tar.gz': cut,
      'empty.json': '',
      'list.json': '[]',
      'text.tar.gz': 'text',
    })
    const { code, stdout } = await summarise(folder, 'refused/nowhere.json', '--json')
    expect(code).toBe(0)
    const { reports, refused } = JSON.parse(stdout)
    expect(reports).toBe(1)
    expect(refused.files.map(({ file }: { file: string }) => file)).toEqual([
      'refused/cut.tar.gz',
      'refused/empty.json',
      'refused/list.json',
      'refused/nowhere.json',
      'refused/text.tar.gz',
    ])
    expect(refused.files.map(({ reason }: { reason: string }) => reason)).not.toContain('')
    expect((await summarise(folder, '--strict')).code).toBe(1)
  })

  it('says that there is none where there is none', async () => {
    const { code, stderr } = await summarise(folderOf('none', { 'notes.txt': 'x' }))
    expect(code).toBe(3)
    expect(stderr).toContain('There is no report in none.')
  })

  it('comes to the same in several threads as in one, and draws its progress on a terminal alone', async () => {
    const count = 420
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, number) => [`${number}.json`, json(`host-${number % 50}`)]),
    )
    const folder = folderOf('many', { ...files, 'bad.json': '{}' })
    const { stdout, stderr } = await summarise(folder, '--json')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({
      reports: count,
      hosts: 50,
      refused: { count: 1 },
      causes: expect.arrayContaining([
        { finding: 'claude/subscription!expired', severity: 'error', reports: count, hosts: 50 },
      ]),
    })
    const { code, raw, screen } = await inTerminal(['report', 'summarise', folder], {
      home,
      before: `cd ${home}`,
    })
    expect(code).toBe(0)
    expect(raw).toMatch(/Reading reports \[#*\.*\] \d+ of 421/)
    expect(screen.lines().join('\n')).not.toContain('Reading reports')
  })

  it.each([
    ['csv', /^kind,name,reports,machines/],
    ['html', /^<!doctype html>/],
    ['json', /^\{\n {2}"summaryVersion": 1,/],
    ['table', /^1 report of 1 machine in 1 case/],
  ])('can be printed as %s', async (format, shape) => {
    const { code, stdout } = await summarise(folderOf('one', { 'a.json': json('=host') }), '--format', format)
    expect(code).toBe(0)
    expect(stdout).toMatch(shape)
  })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErrorDocument, Report, StatusDocument } from '../../src/index.js'
import { type CliOptions, makeHome, runCli } from './cli.js'
import { homes } from './homes.js'
import { errorFaults, reportFaults, statusFaults } from './schemas.js'

const names = Object.entries(homes)

/** Runs it and reads the whole of its standard output as one document. */
const runJson = async (line: string, options: CliOptions) => {
  const { code, stdout, stderr } = await runCli(line.split(' '), options)
  return { code, stderr, document: JSON.parse(stdout) as unknown }
}

describe('doctor --json', () => {
  it.concurrent.each(names)('prints one valid document in a home with %s', async (_, make) => {
    const { code, stderr, document } = await runJson('doctor --json', { home: make() })
    expect(reportFaults(document)).toEqual([])
    expect(stderr).toBe('')
    const { summary, checks } = document as Report
    expect(summary.exitCode).toBe(code)
    const findings = checks.flatMap((check) => check.findings)
    expect(summary.findings.error).toBe(findings.filter(({ severity }) => severity === 'error').length)
  })

  it.each([
    '--fix --yes',
    '--fix --dry-run --verbose',
    '--no-sync --only auth/*',
    '--exit-zero --tag claude',
  ])('and with %s', async (flags) => {
    const home = homes['files and folders open to others']?.() ?? ''
    const { code, document } = await runJson(`doctor --json ${flags}`, { home })
    expect(reportFaults(document)).toEqual([])
    expect((document as Report).summary.exitCode).toBe(code)
  })

  it('lists every selected check, those that passed or were skipped too, and no other', async () => {
    const all = (await runJson('doctor --json', { home: makeHome() })).document as Report
    const some = (await runJson('doctor --json --only auth/*', { home: makeHome() })).document as Report
    expect(new Set(all.checks.map(({ outcome }) => outcome))).toEqual(new Set(['pass', 'fail', 'skip']))
    const ids = all.checks.map(({ id }) => id)
    expect(some.checks.map(({ id }) => id)).toEqual(ids.filter((id) => id.startsWith('auth/')))
  })

  it('gives a finding the same id in every run', async () => {
    const home = makeHome()
    const idsOf = async (): Promise<readonly string[]> =>
      ((await runJson('doctor --json', { home })).document as Report).checks.flatMap(({ findings }) =>
        findings.map(({ id }) => id),
      )
    expect(await idsOf()).toEqual(await idsOf())
  })
})

describe('models status --json', () => {
  it.concurrent.each(names)('prints one valid document in a home with %s', async (_, make) => {
    const { stderr, document } = await runJson('models status --json --check', { home: make() })
    expect(statusFaults(document)).toEqual([])
    expect(stderr).toBe('')
    expect((document as StatusDocument).agent).toBe('main')
  })
})

/** Takes something away that every run needs. */
const CRASH = 'process.uptime = undefined'

describe('a run that cannot be done', () => {
  it.concurrent.each([
    ['doctor --wrong', 'BAD_FLAG'],
    ['doctor --timeout soon', 'BAD_FLAG'],
    ['doctor --yes', 'BAD_FLAG'],
    ['doctor --fail-on nothing', 'BAD_FLAG'],
    ['doctor --concurrency 0', 'BAD_FLAG'],
    ['doctor surplus', 'UNKNOWN_COMMAND'],
    ['doctor --only no/such', 'UNKNOWN_CHECK'],
    ['doctor --agent nobody', 'UNKNOWN_AGENT'],
    ['models status --agent nobody', 'UNKNOWN_AGENT'],
    ['models status --plain', 'BAD_FLAG'],
    ['models status --warn-within -1d', 'BAD_FLAG'],
    ['checks show no/such', 'UNKNOWN_CHECK'],
    ['checks show', 'BAD_FLAG'],
    ['models --check', 'BAD_FLAG'],
    ['models auth order --provider x', 'BAD_FLAG'],
    ['checks --bogus', 'BAD_FLAG'],
    ['no such command', 'UNKNOWN_COMMAND'],
    ['doctor', 'CRASH'],
    ['models status', 'CRASH'],
  ])('`%s` prints the shared error document (%s) and exits with 3', async (line, code) => {
    const home = makeHome()
    const env = code === 'CRASH' ? { NODE_OPTIONS: `--require ${join(home, 'crash.cjs')}` } : {}
    if (code === 'CRASH') writeFileSync(join(home, 'crash.cjs'), CRASH)
    const asJson = await runJson(`${line} --json`, { home, env })
    expect(errorFaults(asJson.document)).toEqual([])
    expect((asJson.document as ErrorDocument).error.code).toBe(code)
    expect(asJson.code).toBe(3)
    expect(asJson.stderr).toBe('')

    if (line.endsWith('--plain')) return
    const asText = await runCli(line.split(' '), { home, env })
    expect(asText.code).toBe(3)
    expect(asText.stdout).toBe('')
    expect(asText.stderr).toMatch(/^✖ error: .+\n( {2}next {2}.+\n)?$/)
    expect(asText.stderr).toContain((asJson.document as ErrorDocument).error.message)
  })
})

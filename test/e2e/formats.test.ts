import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErrorDocument, Report } from '../../src/index.js'
import { readHtml, readJunit, readMarkdown, readSarif } from '../report/formats/readers.js'
import { createCanaries, leaksIn, makePlantedHome } from './canaries.js'
import { CREDENTIALS, hour, listing, login, makeHome, runCli, STORE } from './cli.js'
import { homes } from './homes.js'
import { errorFaults, reportFaults } from './schemas.js'

const run = (line: string, home: string) => runCli(line.split(' '), { home })

const brokenHome = (): string => homes['dead ids in the order of a config with comments']?.() ?? ''
const healthyHome = (): string => makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })

const FILES = 'r.txt r.json r.md r.html r.sarif junit:r.junit r.prom nagios:r.nagios'.split(' ')
const OUTPUTS = FILES.map((name) => `--output ${name}`).join(' ')

describe('doctor --output', () => {
  it('writes every format at once, beside one document on standard output', async () => {
    const home = brokenHome()
    writeFileSync(join(home, 'r.md'), 'old', { mode: 0o640 })
    chmodSync(join(home, 'r.md'), 0o640)
    const { code, stdout, stderr } = await run(`doctor --no-sync --format sarif ${OUTPUTS}`, home)
    expect(stderr).toBe('')
    const textOf = (name: string): string => readFileSync(join(home, name), 'utf8')
    const report = JSON.parse(textOf('r.json')) as Report
    expect(reportFaults(report)).toEqual([])
    expect(report.summary.exitCode).toBe(code)
    expect(readSarif(stdout)).toEqual(readSarif(textOf('r.sarif')))
    expect(readSarif(stdout).runs[0]?.results).toHaveLength(
      report.checks.flatMap(({ findings }) => findings).length,
    )
    expect(readJunit(textOf('r.junit')).attributes.tests).toBe(String(report.checks.length))
    expect(readMarkdown(textOf('r.md')).children[0]).toMatchObject({ type: 'heading', depth: 1 })
    readHtml(textOf('r.html'))
    expect(textOf('r.prom')).toMatch(/# EOF\n$/)
    expect(textOf('r.nagios')).toMatch(/^CLAWDBOT /)
    expect(textOf('r.txt')).toMatch(/checks? passed/)
    const modes = readdirSync(home)
      .filter((name) => name.startsWith('r.'))
      .map((name) => [name, (statSync(join(home, name)).mode & 0o777).toString(8)])
    expect(modes).toHaveLength(FILES.length)
    for (const [name, mode] of modes) expect(mode).toBe(name === 'r.md' ? '640' : '600')
  })

  it('adds to what is printed, and replaces it with -', async () => {
    const home = healthyHome()
    const both = await run('doctor --no-sync --output r.json', home)
    expect(both.stdout).toMatch(/checks? passed/)
    const alone = await run('doctor --no-sync --output json:-', home)
    expect(reportFaults(JSON.parse(alone.stdout))).toEqual([])
  })

  it.each([
    ['--output r.yaml', /does not tell the report's format\.[\s\S]*\.sarif\.json \(sarif\)/],
    ['--output no/such/r.html', /no folder \S*no[/\\]such\./],
    ['--output r.md --output ./r.md', /one file twice/],
    ['--format html --output sarif:-', /one document only/],
    ['--format html --output sarif:/dev/stdout', /one document only/],
    ['--output .clawdbot/clawdbot.json', /that is Clawdbot's config/],
    [`--output ${STORE}`, /that is where Clawdbot's agents are/],
    ['--baseline b.json --update-baseline --output b.json', /that is the baseline/],
    ['--baseline no/b.json --update-baseline', /baseline cannot be written to \S*: there is no folder/],
  ])('%s is refused before anything is done', async (flags, message) => {
    const home = brokenHome()
    const before = listing(home)
    const { code, stdout, stderr } = await run(`doctor --fix --yes --output fine.txt ${flags}`, home)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(message)
    expect(listing(home)).toEqual(before)
  })

  it('is refused by a folder that may not be written to, and names it', async () => {
    const home = makeHome()
    mkdirSync(join(home, 'closed'), { mode: 0o755 })
    const line = 'doctor --no-sync --output closed/r.html'
    const { code, stdout, stderr } = await runCli(line.split(' '), { home, unprivileged: true })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/cannot be written to closed\/r\.html: \S*closed: permission denied/)
  })

  it('writes the others where one fails while it runs, says so, and exits with 3', async () => {
    const home = healthyHome()
    mkdirSync(join(home, 'soon'))
    // What the run executes takes the folder away that was there when it began.
    const claude = join(home, 'bin')
    mkdirSync(claude)
    writeFileSync(join(claude, 'claude'), `#!/bin/sh\nrmdir "${home}/soon"\necho "2.1.330 (Claude Code)"\n`, {
      mode: 0o755,
    })
    const line = 'doctor --no-sync --format json --output soon/r.md --output r.html'
    const { code, stdout, stderr } = await runCli(line.split(' '), {
      home,
      env: { PATH: `${claude}:/usr/bin:/bin` },
    })
    expect(code).toBe(3)
    expect(stderr).toMatch(/could not be written to soon\/r\.md/)
    expect(reportFaults(JSON.parse(stdout))).toEqual([])
    readHtml(readFileSync(join(home, 'r.html'), 'utf8'))
    expect(existsSync(join(home, 'soon'))).toBe(false)
  })

  it('holds no secret in any file, nor the start or end of one', async () => {
    const canaries = createCanaries()
    const { home, env } = makePlantedHome(canaries)
    const line = `doctor --no-sync --verbose ${OUTPUTS}`
    const { code, stderr } = await runCli(line.split(' '), { home, env })
    expect(code, stderr).toBeLessThan(3)
    for (const name of readdirSync(home).filter((each) => each.startsWith('r.'))) {
      const text = readFileSync(join(home, name), 'utf8')
      expect(text.length).toBeGreaterThan(0)
      expect(text).not.toContain('withheld')
      expect(leaksIn(text, canaries), name).toEqual([])
    }
  })
})

describe('doctor --format', () => {
  it('json is --json, also for what goes wrong', async () => {
    const { code, stdout } = await run('doctor --format json --only no/such', makeHome())
    expect(code).toBe(3)
    expect(errorFaults(JSON.parse(stdout))).toEqual([])
    expect((JSON.parse(stdout) as ErrorDocument).error.code).toBe('UNKNOWN_CHECK')
  })

  it('and --json exclude each other, unless they say the same', async () => {
    const both = await run('doctor --json --format html', makeHome())
    expect(both.code).toBe(3)
    expect((JSON.parse(both.stdout) as ErrorDocument).error.code).toBe('BAD_FLAG')
    const same = await run('doctor --json --format json --no-sync', makeHome())
    expect(reportFaults(JSON.parse(same.stdout))).toEqual([])
  })

  it.each(['html', 'junit'])(
    '%s prints nothing on standard output of a run that cannot be done',
    async (format) => {
      const { code, stdout, stderr } = await run(`doctor --format ${format} --only no/such`, makeHome())
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
      expect(stderr).toContain('no/such')
    },
  )

  it.each([
    ['OK', 0, '--only auth/store', healthyHome],
    ['WARNING', 1, '--only auth/permissions', () => homes['files and folders open to others']?.() ?? ''],
    [
      'OK',
      0,
      '--only auth/permissions --fail-on error',
      () => homes['files and folders open to others']?.() ?? '',
    ],
    ['CRITICAL', 2, '--only auth/store', () => makeHome({ [STORE]: 'no store' })],
    ['UNKNOWN', 3, '--only no/such', makeHome],
    ['UNKNOWN', 3, '--wrong', makeHome],
  ])('nagios says %s and exits with %s given %s', async (state, exitCode, flags, make) => {
    const { code, stdout, stderr } = await run(`doctor --no-sync --format nagios ${flags}`, make())
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^CLAWDBOT ${state} - `))
  })
})

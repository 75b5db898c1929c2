import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeHome, runCli } from './cli.js'
import { inTerminal, plain } from './terminal.js'

const run = (line: string) => runCli(line.split(' ').filter(Boolean), { home: makeHome() })

describe('help', () => {
  it.concurrent.each<[string, readonly string[]]>([
    ['', ['USAGE', '$ clawdbot-doctor [COMMAND]', 'doctor', 'models', 'checks']],
    [
      '--help',
      ['USAGE', '$ clawdbot-doctor [COMMAND]', 'Find out why Clawdbot cannot use its model credentials'],
    ],
    ['-h', ['$ clawdbot-doctor [COMMAND]']],
    ['help', ['$ clawdbot-doctor [COMMAND]']],
    ['help doctor', ['$ clawdbot-doctor doctor', '--fix', '--no-sync', 'Exit codes: 0 healthy', '--dry-run']],
    ['doctor --help', ['$ clawdbot-doctor doctor', '--warn-within']],
    ['doctor -h', ['$ clawdbot-doctor doctor']],
    ['models', ['$ clawdbot-doctor models COMMAND', 'models status']],
    ['models --help', ['$ clawdbot-doctor models COMMAND', 'models status']],
    [
      'models status --help',
      ['$ clawdbot-doctor models status', '--check', '--in-use', 'Exit codes with --check'],
    ],
    ['checks show --help', ['$ clawdbot-doctor checks show ID']],
    ['alias install --help', ['$ clawdbot-doctor alias install']],
  ])('`%s` explains how it is used', async (line, words) => {
    const { code, stdout, stderr } = await run(line)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const text = stdout.replaceAll(/\s+/g, ' ')
    for (const each of words) expect(text).toContain(each)
    expect(stdout).not.toContain('<%')
  })

  it.each([80, 40])('fits a terminal of %s columns', async (columns) => {
    for (const line of ['--help', 'help doctor', 'models --help', 'models status --help']) {
      const { code, raw } = await inTerminal(line.split(' '), { home: makeHome(), columns })
      expect(code).toBe(0)
      const lines = plain(raw).replaceAll('\r', '').split('\n')
      const tooLong = lines.filter((each) => each.length > columns)
      // Commands to copy, and the version, stay in one piece.
      expect(tooLong.filter((each) => !/^\s*\$ clawdbot|^ {2}clawdbot-doctor\//.test(each))).toEqual([])
    }
  })

  it.each(['--version', '-V'])('%s names the program and its version', async (flag) => {
    const { code, stdout } = await run(flag)
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^clawdbot-doctor\/\d+\.\d+\.\d+ /),
    })
  })
})

describe('a command line that does not fit', () => {
  const HELP = 'Run `clawdbot-doctor help`.'
  const DOCTOR_HELP = 'Run `clawdbot-doctor doctor --help`.'

  it.concurrent.each<[string, string, string, string]>([
    ['nope', 'UNKNOWN_COMMAND', 'There is no command `nope`.', HELP],
    ['models nope', 'UNKNOWN_COMMAND', 'There is no command `models nope`.', HELP],
    ['doctor extra', 'UNKNOWN_COMMAND', 'There is no command `doctor extra`.', HELP],
    ['doctor --nope', 'BAD_FLAG', 'There is no flag --nope.', DOCTOR_HELP],
    ['doctor --yes', 'BAD_FLAG', '--yes needs --fix.', DOCTOR_HELP],
    [
      'doctor --concurrency many',
      'BAD_FLAG',
      '--concurrency: Expected an integer but received: many',
      DOCTOR_HELP,
    ],
    [
      'doctor --fail-on never',
      'BAD_FLAG',
      'Expected --fail-on=never to be one of: error, warning, info',
      DOCTOR_HELP,
    ],
    [
      'doctor --warn-within soon',
      'BAD_FLAG',
      '--warn-within soon: that is not a length of time.',
      'Write it as 90s, 30m, 12h or 7d.',
    ],
    ['doctor --only auth/expirey', 'UNKNOWN_CHECK', 'auth/expirey', 'Did you mean "auth/expiry"?'],
    ['checks show', 'BAD_FLAG', 'ID is missing: ', 'Run `clawdbot-doctor checks show --help`.'],
    [
      'checks show auth/nope',
      'UNKNOWN_CHECK',
      'There is no check auth/nope.',
      'Run `clawdbot-doctor checks list`.',
    ],
  ])(
    '`%s` is told in one sentence, with the one next step, and ends with 3',
    async (line, code, message, hint) => {
      const home = makeHome()
      const words = line.split(' ')
      const text = await runCli(words, { home })
      expect([text.code, text.stdout]).toEqual([3, ''])
      expect(text.stderr.split('\n')).toEqual([
        expect.stringContaining(message),
        expect.stringMatching(/^ {2}next {2}/),
        '',
      ])
      expect(text.stderr).toMatch(/^✖ error: /)
      expect(text.stderr).toContain(hint)
      const json = await runCli([...words, '--json'], { home })
      expect([json.code, json.stderr]).toEqual([3, ''])
      const document = JSON.parse(json.stdout)
      expect(document).toEqual({
        error: { code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) },
      })
      expect(document.error.message).not.toMatch(/\n|See more help/)
      expect(readdirSync(home)).toEqual([])
    },
  )

  it('also where --json excludes another flag', async () => {
    const { code, stdout } = await run('models status --plain --json')
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'BAD_FLAG', message: '--json and --plain exclude each other.' },
    })
  })

  it('fits a narrow terminal too', async () => {
    const { code, screen } = await inTerminal(['doctor', '--fail-on', 'never'], {
      home: makeHome(),
      columns: 40,
    })
    expect(code).toBe(3)
    expect(screen.lines().length).toBeGreaterThan(2)
    expect(screen.lines().filter((line) => line.length > 40 - 1 && !line.includes('`'))).toEqual([])
  })
})

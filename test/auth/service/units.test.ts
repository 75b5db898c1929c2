import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEnvironmentFile } from '../../../src/auth/service/environment-file.js'
import { profileOf, runsGateway } from '../../../src/auth/service/gateway-names.js'
import {
  parseShow,
  parseShownManager,
  shownCommand,
  shownEnvironment,
  shownEnvironmentFiles,
} from '../../../src/auth/service/systemd-show.js'
import { readUnitDefinition } from '../../../src/auth/service/unit-definition.js'
import { parseUnitFile } from '../../../src/auth/service/unit-file.js'
import { dropInFolderNames } from '../../../src/auth/service/unit-folders.js'
import { expandSpecifiers } from '../../../src/auth/service/unit-specifiers.js'
import { quoteUnitWord, unitWords } from '../../../src/auth/service/unit-words.js'

const manager = { scope: 'user', home: '/home/ada', userName: 'ada', uid: 1000, env: {} } as const
const UNIT = 'clawdbot-gateway.service'

const definition = (...texts: readonly string[]) =>
  readUnitDefinition(
    texts.map((text, index) => ({ path: `/${index}`, text: `[Service]\n${text}` })),
    UNIT,
    manager,
  )

describe('a unit file', () => {
  it('is read with its continued lines, past comments in between', () => {
    const text = '\uFEFF[Service]\nExecStart=/bin/a \\\n# not this\n; nor this\n  b \\\n  c\nUser = ada\n'
    expect(parseUnitFile(text)).toEqual([
      { section: 'Service', key: 'ExecStart', value: '/bin/a b c', line: 2 },
      { section: 'Service', key: 'User', value: 'ada', line: 7 },
    ])
  })

  it.each(['Environment=A=1', 'x\n[Service]\nnothing\n=x', ''])('has nothing to say in %j', (text) => {
    expect(parseUnitFile(text)).toEqual([])
  })

  it('never stops the reader, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), (text) => void definition(text)))
  })

  it('of a hundred thousand lines that are one is read at once', () => {
    const words = Array.from({ length: 100_000 }, () => 'clawdbot')
    const { command } = definition(`ExecStart=${words.join(' \\\n')}`)
    expect(command).toHaveLength(words.length)
    expect(runsGateway(command)).toBe(false)
  }, 5000)
})

describe('the words of a value', () => {
  it.each([
    ['a b\tc', ['a', 'b', 'c']],
    ['"A=b c" \'D=e "f"\'', ['A=b c', 'D=e "f"']],
    ['A="b c"d', ['A=b cd']],
    ['"" x', ['', 'x']],
    ['\\x41\\101\\u00e9\\s\\n\\q', ['AAé \n\\q']],
    ['A=\\', ['A=\\']],
    ['"never closed', ['never closed']],
    ['', []],
  ])('in %j are %j', (text, words) => {
    expect(unitWords(text)).toEqual(words)
  })

  it('come back as they were written by this program', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => !text.includes('%'))
    fc.assert(
      fc.property(word, (text) => {
        expect(unitWords(quoteUnitWord(text))).toEqual([text])
      }),
    )
  })
})

describe('specifiers', () => {
  it.each([
    ['%h/x', '/home/ada/x'],
    ['%u %U', 'ada 1000'],
    ['100%%', '100%'],
    ['%n %N %p', 'clawdbot-gateway.service clawdbot-gateway clawdbot-gateway'],
    ['%t %E %S %C', '/run/user/1000 /home/ada/.config /home/ada/.local/state /home/ada/.cache'],
    ['on %H', null],
  ])('make %j into %j for a unit of a user', (value, expanded) => {
    expect(expandSpecifiers(value, UNIT, manager)).toBe(expanded)
  })

  it("are root's for a unit of the system, whoever it runs as", () => {
    expect(expandSpecifiers('%h %u %t', UNIT, { ...manager, scope: 'system' })).toBe('/root root /run')
  })
})

describe('what a unit and its drop-ins say', () => {
  it('adds up over repeated keys, and begins anew where one is set to nothing', () => {
    const found = definition(
      'Environment=A=1 B=2\nEnvironment="C=3 4"\nExecStart=/old\nEnvironmentFile=/etc/a',
      'Environment=\nEnvironment=A=%h\nExecStart=\nExecStart=-@/usr/bin/node x gateway ; /bin/more\nEnvironmentFile=-%h/env',
    )
    expect(found.environment).toEqual({ A: '/home/ada' })
    expect(found.command).toEqual(['/usr/bin/node', 'x', 'gateway'])
    expect(found.environmentFiles).toEqual([
      { path: '/etc/a', optional: false },
      { path: '/home/ada/env', optional: true },
    ])
  })

  it('keeps apart what is not known from what is not set', () => {
    expect(definition('Environment=A=%H').environment).toEqual({ A: null })
  })

  it('passes over other sections', () => {
    expect(definition('[Unit]\nEnvironment=A=1\nUser=x')).toMatchObject({ environment: {}, user: null })
  })
})

it('drop-ins may be in the folders of the unit, of its template, of its prefixes and of all services', () => {
  expect(dropInFolderNames('clawdbot-gateway@work.service')).toEqual([
    'clawdbot-gateway@work.service.d',
    'clawdbot-gateway@.service.d',
    'clawdbot-.service.d',
    'service.d',
  ])
})

describe('a file of variables', () => {
  it.each([
    ['A=1\n# B=2\n; C=3\nD = x y  \n', { A: '1', D: 'x y' }],
    ['A="a b" \nB=\'c "d"\'\nC=e\\\nf\n', { A: 'a b', B: 'c "d"', C: 'ef' }],
    ['A="two\nlines"\r\nB=3\r\n', { A: 'two\nlines', B: '3' }],
    ['A="\\"x\\n"\nB=\\$x', { A: '"x\\n', B: '$x' }],
    ['export A=1\n1A=2\n=3\nB=', { B: '' }],
    ['A="never closed', { A: 'never closed' }],
  ])('that reads %j sets %j', (text, variables) => {
    expect(parseEnvironmentFile(text)).toEqual(variables)
  })

  it('never stops the reader', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseEnvironmentFile(text)))
  })
})

describe('what systemctl prints', () => {
  it('is read with its quotes', () => {
    expect(shownEnvironment('HOME=/home/ada "A=b c" "B=\\"x\\$"')).toEqual({
      HOME: '/home/ada',
      A: 'b c',
      B: '"x\\$',
    })
  })

  it('is not taken for whole where a version leaves out what holds a blank', () => {
    expect(shownEnvironment('HOME=/home/ada [unprintable]')).toBeNull()
  })

  it('names the command in parts', () => {
    const text =
      '{ path=/usr/bin/node ; argv[]=/usr/bin/node /opt/clawdbot/entry.js gateway --port 1 ; ignore_errors=no ; start_time=[n/a] ; pid=0 ; status=0/0 }'
    expect(shownCommand(text)).toEqual(['/usr/bin/node', '/opt/clawdbot/entry.js', 'gateway', '--port', '1'])
    expect(shownCommand('')).toEqual([])
  })

  it('names no command where it breaks off, however long it is', () => {
    expect(shownCommand('{ argv[]=/usr/bin/node'.repeat(50_000))).toEqual([])
  }, 5000)

  it('has a line for each file of variables', () => {
    const shown = parseShow(
      'LoadState=loaded\nEnvironmentFiles=/etc/a b (ignore_errors=no)\nEnvironmentFiles=/c (ignore_errors=yes)\n',
    )
    expect(shown.LoadState).toBe('loaded')
    expect(shownEnvironmentFiles(shown.EnvironmentFiles ?? '')).toEqual([
      { path: '/etc/a b', optional: false },
      { path: '/c', optional: true },
    ])
  })

  it("has the manager's own variables one to a line", () => {
    expect(parseShownManager("HOME=/home/ada\nA=$'b c'\nPATH=/bin:/usr/bin\n")).toEqual({
      HOME: '/home/ada',
      A: 'b c',
      PATH: '/bin:/usr/bin',
    })
  })
})

describe('a command', () => {
  it.each([
    [['/usr/bin/node', '/opt/clawdbot/dist/entry.js', 'gateway', '--port', '1'], true],
    [['/bin/sh', '-c', 'exec clawdbot gateway run'], true],
    [['/usr/bin/clawdbot', 'node', 'run'], false],
    [['/usr/bin/clawdbot-doctor', 'gateway'], false],
    [['/usr/bin/other', 'gateway'], false],
    [[], false],
  ])('%j runs the gateway: %s', (command, runs) => {
    expect(runsGateway(command)).toBe(runs)
  })

  it.each([
    [['clawdbot', '--profile', 'work', 'gateway'], 'work'],
    [['clawdbot', '--profile=work', 'gateway'], 'work'],
    [['clawdbot', '--dev', 'gateway'], 'dev'],
    [['clawdbot', '--profile', 'default', 'gateway'], null],
    [['clawdbot', 'gateway'], null],
  ])('%j names the profile %s', (command, profile) => {
    expect(profileOf(command)).toBe(profile)
  })
})

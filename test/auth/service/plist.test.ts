import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeXml } from '../../../src/auth/service/escape-xml.js'
import { readLaunchAgent } from '../../../src/auth/service/launch-agent.js'
import { parsePlist } from '../../../src/auth/service/plist.js'

const wrap = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n${inside}\n</plist>\n`

describe('a property list', () => {
  it('is read with all of its kinds', () => {
    const inside =
      '<dict><key>a</key><string>x &amp; y</string><!-- no --><key>b</key><array><true/><false/><integer>3</integer></array><key>c</key><dict/><key>d</key><string/></dict>'
    expect(parsePlist(wrap(inside))).toEqual({
      state: 'ok',
      value: { a: 'x & y', b: [true, false, 3], c: {}, d: '' },
    })
  })

  it.each([
    ['', { state: 'unparseable', line: 1, column: 1 }],
    ['not xml', { state: 'unparseable', line: 1, column: 1 }],
    [wrap('<dict><key>a</key>'), { state: 'unparseable', line: 5, column: 1 }],
    ['<html/>', { state: 'unparseable', line: 1, column: 1 }],
    ['bplist00\u0001', { state: 'binary' }],
    [wrap('<dict><key>a</key><integer>x</integer></dict>'), { state: 'ok', value: {} }],
  ])('that reads %j gives %j', (text, parsed) => {
    expect(parsePlist(text)).toEqual(parsed)
  })

  it('that is nested beyond all bounds is none', () => {
    const deep = `${'<array>'.repeat(50_000)}${'</array>'.repeat(50_000)}`
    expect(parsePlist(wrap(deep))).toEqual({ state: 'unparseable', line: 1, column: 1 })
  })

  it('never reads what an entity points to', () => {
    const text =
      '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/hostname">]><plist><string>&x;</string></plist>'
    expect(parsePlist(text)).toMatchObject({ state: 'unparseable' })
  })

  it('gives back any text that was escaped for it', () => {
    const printable = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/[\r\n]/.test(text))
    fc.assert(
      fc.property(printable, (text) => {
        const parsed = parsePlist(wrap(`<string>${escapeXml(text)}</string>`))
        expect(parsed).toEqual({ state: 'ok', value: text })
      }),
    )
  })
})

describe('a launchd agent', () => {
  it('has its command from both of its keys', () => {
    const value = {
      Label: 'com.clawdbot.gateway',
      Program: '/opt/node',
      ProgramArguments: ['node', 'entry.js', 'gateway'],
      EnvironmentVariables: { HOME: '/Users/ada', PORT: 3 },
    }
    expect(readLaunchAgent(value)).toEqual({
      label: 'com.clawdbot.gateway',
      command: ['/opt/node', 'entry.js', 'gateway'],
      environment: { HOME: '/Users/ada' },
      user: null,
      disabled: false,
    })
  })

  it.each(['text', ['list'], { Label: 3, ProgramArguments: 'no', EnvironmentVariables: [] }])(
    'of another shape says nothing: %j',
    (value) => {
      expect(readLaunchAgent(value)).toEqual({
        label: null,
        command: [],
        environment: {},
        user: null,
        disabled: false,
      })
    },
  )
})

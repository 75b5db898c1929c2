import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGateway, programName } from '../../../src/auth/locks/command-line.js'
import { lockHolder } from '../../../src/auth/locks/lock-holder.js'
import { readLockText } from '../../../src/auth/locks/lock-text.js'

describe("a lock's file", () => {
  const at = Date.UTC(2026, 0, 15)
  it.each<readonly [string, ReturnType<typeof readLockText>]>([
    ['', { pid: null, startedAt: null }],
    [' \n', { pid: null, startedAt: null }],
    [`{"pid":42,"startedAt":${at}}`, { pid: 42, startedAt: at }],
    ['{"pid":42,"createdAt":"2026-01-15T00:00:00.000Z"}', { pid: 42, startedAt: at }],
    ['{"pid":42,"createdAt":"soon"}', { pid: 42, startedAt: null }],
    ['{"pid":42}', { pid: 42, startedAt: null }],
    ['{"pid":0}', null],
    ['{"pid":-1}', null],
    ['{"pid":1.5}', null],
    ['{"pid":"42"}', null],
    ['{"profiles":{}}', null],
    ['[42]', null],
    ['42', null],
    ['{"pid":42', null],
  ])('that reads %j names %j', (text, expected) => {
    expect(readLockText(text)).toEqual(expected)
  })

  it('never throws, and never takes for a process what is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const pid = readLockText(text)?.pid ?? 1
        expect(Number.isSafeInteger(pid) && pid > 0).toBe(true)
      }),
    )
  })
})

describe('a command line', () => {
  it.each([
    ['clawdbot-gateway\0\0\0', true],
    ['clawdbot-gateway', true],
    ['/usr/bin/node\0/usr/lib/node_modules/clawdbot/dist/entry.js\0gateway\0--port\x018789\0', true],
    ['clawdbot\0gateway\0run\0', true],
    ['/usr/local/bin/clawdbot\0gateway\0', true],
    ['C:\\node.exe\0C:\\clawdbot\\dist\\entry.js\0gateway', true],
    ['clawdbot-models', false],
    ['node\0/x/clawdbot/dist/entry.js\0models\0status', false],
    ['nginx\0gateway', false],
    ['vim\0notes about the gateway', false],
    ['', false],
  ])('%j is of a gateway: %j', (commandLine, expected) => {
    expect(isGateway(commandLine)).toBe(expected)
  })

  it.each([
    ['/usr/bin/node\0--token\0abc', 'node'],
    ['clawdbot-gateway\0\0', 'clawdbot-gateway'],
    ['sh -c secret', null],
    ['', null],
  ])('%j is of the program %j', (commandLine, expected) => {
    expect(programName(commandLine)).toBe(expected)
  })
})

it.each([
  [{ pid: 42, running: true, program: 'node' }, [7], 'process 42 (node)'],
  [{ pid: 42, running: null, program: null }, [], 'process 42'],
  [null, [], 'a program that cannot be told from here'],
  [null, [7], 'the gateway, it seems (process 7)'],
  [null, [7, 8], 'a gateway, it seems (process 7 or 8)'],
])('the holder of a lock with %j and gateways %j is named %j', (holder, gateways, expected) => {
  expect(lockHolder({ holder }, gateways)).toBe(expected)
})

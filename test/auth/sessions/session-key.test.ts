import { describe, expect, it } from 'vitest'
import { parentSessionKey, parseSessionKey } from '../../../src/auth/sessions/session-key.js'

describe('a session key', () => {
  it.each([
    ['agent:main:main', { agent: 'main', rest: 'main' }],
    [
      ' agent:Work Bot:telegram:group:-100:topic:7 ',
      { agent: 'work-bot', rest: 'telegram:group:-100:topic:7' },
    ],
    ['global', null],
    ['agent:main', null],
    ['agent:main:', null],
    ['user:main:main', null],
    ['', null],
  ])('%j names its agent, or does not', (key, expected) => {
    expect(parseSessionKey(key)).toEqual(expected)
  })

  it.each([
    ['agent:main:telegram:group:-100:topic:7', 'agent:main:telegram:group:-100'],
    ['agent:main:slack:C1:Thread:1.2', 'agent:main:slack:C1'],
    ['agent:main:main', null],
    [':thread:1', null],
  ])('%j hangs on another session, or on none', (key, parent) => {
    expect(parentSessionKey(key)).toBe(parent)
  })
})

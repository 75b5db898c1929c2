import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome, STORE, token } from './cli.js'
import { openTerminal } from './terminal-session.js'

const TOKEN = token('oat', 'pasted')
const ID = 'acme:default'
const PROFILES = { [ID]: { type: 'api_key', provider: 'acme', key: 'k'.repeat(30) } }

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to find them.
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/
const lines = (shown: string): string => shown.replaceAll('\r\n', '\n')

const storeIn = (home: string) => JSON.parse(readFileSync(join(home, STORE), 'utf8'))

describe.skipIf(process.platform === 'win32')('with --plain', () => {
  it('a token is typed unseen, with no control character', async () => {
    const home = makeHome()
    const args = ['models', 'auth', 'paste-token', '--provider', 'anthropic', '--plain']
    const session = openTerminal(args, { home })
    await session.see('Paste the token for anthropic: ')
    session.type(`${TOKEN}x\u007f\r`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(storeIn(home).profiles['anthropic:manual'].token).toBe(TOKEN)
    expect(lines(session.shown())).not.toMatch(CONTROLS)
    expect(session.shown()).not.toMatch(/sk-ant|pasted|xxx/)
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s in its place stores nothing', async (_, key) => {
    const home = makeHome()
    const args = ['models', 'auth', 'paste-token', '--provider', 'anthropic', '--plain']
    const session = openTerminal(args, { home })
    await session.see('Paste the token for anthropic: ')
    session.type(key)
    expect(await session.ended).toMatchObject({ code: 3 })
    expect(lines(session.shown())).toContain('\nerror: Stopped at your request; nothing was stored.\n')
    expect(existsSync(join(home, STORE))).toBe(false)
  })

  it.each([
    ['yes', 'yes\r', 0, []],
    ['Enter', '\r', 3, [ID]],
    ['a wrong key and no', 'x\rn\r', 3, [ID]],
    ['Ctrl-D', '\u0004', 3, [ID]],
  ])('a question takes %s', async (_, keys, code, left) => {
    const home = makeHome({ [STORE]: { json: { version: 1, profiles: PROFILES } } })
    const session = openTerminal(['models', 'auth', 'remove', ID, '--plain'], { home })
    await session.see('[y/N]')
    session.type(keys)
    expect(await session.ended).toMatchObject({ code })
    expect(Object.keys(storeIn(home).profiles)).toEqual(left)
    expect(lines(session.shown())).not.toMatch(CONTROLS)
  })
})

describe.skipIf(process.platform === 'win32')('a prompt whose input ends', () => {
  it('does not wait for ever: a question is answered with no, a token is not given', async () => {
    const home = makeHome({ [STORE]: { json: { version: 1, profiles: PROFILES } } })
    const remove = openTerminal(['models', 'auth', 'remove', ID], { home })
    const paste = openTerminal(['models', 'auth', 'paste-token', '--provider', 'acme'], { home })
    for (const [session, seen] of [
      [remove, '(y/N)'],
      [paste, 'Paste the token'],
    ] as const) {
      await session.see(seen)
      session.type('\u0004')
      expect(await session.ended).toMatchObject({ code: 3 })
    }
    expect(Object.keys(storeIn(home).profiles)).toEqual([ID])
  })
})

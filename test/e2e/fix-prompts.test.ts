import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createScreen } from '../engine/screen.js'
import { CLAUDE, CREDENTIALS, hour, login, makeHome, STORE, token } from './cli.js'
import { plain, withoutPrompting } from './terminal.js'
import { openTerminal, type Session } from './terminal-session.js'

const API_KEY = 'ANTHROPIC'

/** Three plans of two kinds: a login that all may read, and two orders that name what is not stored. */
const unwell = (): string =>
  makeHome({
    'bin/claude': CLAUDE,
    [CREDENTIALS]: { text: JSON.stringify(login(Date.now() + 30 * hour).json), mode: 0o644 },
    [STORE]: {
      json: {
        version: 1,
        profiles: {
          'openai:default': { type: 'api_key', provider: 'openai', key: token('api', API_KEY) },
        },
        order: {
          anthropic: ['anthropic:gone', 'anthropic:claude-cli'],
          openai: ['openai:gone', 'openai:default'],
        },
      },
    },
  })

const modeOf = (home: string): number => statSync(join(home, CREDENTIALS)).mode & 0o777
const orders = (home: string): unknown => JSON.parse(readFileSync(join(home, STORE), 'utf8')).order
const MENDED = { anthropic: ['anthropic:claude-cli'], openai: ['openai:default'] }

const SHOW_CURSOR = '\u001b[?25h'
const wordsOf = (shown: string): string => plain(shown).replaceAll('\r', '').replaceAll(SHOW_CURSOR, '')

const WRONG_KEY = 'Type y, n, a, d or q, then Enter.'
const QUESTION = 'Do it? [Y/n/a/d/q]'

/** What is waited for, and what is typed then. */
type Step = readonly [seen: string, typed: string]

const walk = async (session: Session, steps: readonly Step[]) => {
  for (const [seen, typed] of steps) {
    await session.see(seen)
    session.type(typed)
  }
  const { code } = await session.ended
  return { code, text: wordsOf(session.shown()) }
}

/** Gives each plan its answer. */
const answering = (session: Session, answers: readonly string[]) =>
  walk(
    session,
    answers.flatMap((answer): readonly Step[] => [
      ['  keys', ''],
      [QUESTION, answer],
    ]),
  )

const fix = (home: string, columns = 100, env: Readonly<Record<string, string>> = {}): Session =>
  openTerminal(['doctor', '--fix'], { home, columns, env: { NO_COLOR: '1', ...env } })

describe.skipIf(process.platform === 'win32')('doctor --fix on a terminal', () => {
  it('says what is wrong, what it would do, how risky and where, and takes Enter for yes', async () => {
    const home = unwell()
    const { code, text } = await answering(fix(home), ['\r', '\r', '\r'])
    expect({ code, mode: modeOf(home), orders: orders(home) }).toEqual({
      code: 0,
      mode: 0o600,
      orders: MENDED,
    })
    expect(text).toMatch(
      /^▲ warning: ~\/\.claude\/\.credentials\.json may be used by others.*\n {2}fix {3}Let only its owner read .*\n {2}risk {2}low: .*\n {2}file {2}~\/\.claude\/\.credentials\.json\n {2}keys {2}y yes, n no, a all of this kind .*Enter means yes\.$/ms,
    )
    expect(text.match(/^✔ done: .*`clawdbot doctor undo`$/gms)).not.toBeNull()
    expect(text.indexOf('To take it back')).toBeLessThan(text.lastIndexOf(QUESTION))
  })

  it('all of this kind is yes to every later plan of the same fix, and of no other', async () => {
    const home = unwell()
    const { code, text } = await answering(fix(home), ['n\r', 'a\r'])
    expect({ code, mode: modeOf(home), orders: orders(home) }).toEqual({
      code: 2,
      mode: 0o644,
      orders: MENDED,
    })
    expect(text).toContain('▲ left as it is: Let only its owner')
  })

  it('d shows the diff, with no secret in it, and asks again; a wrong key changes nothing', async () => {
    const home = unwell()
    const { code, text } = await walk(fix(home), [
      [QUESTION, 'd\r'],
      ['mode 0644', ''],
      [`? ${QUESTION}`, 'x\r'],
      [WRONG_KEY, 'n\r'],
      ['  keys', ''],
      [QUESTION, 'D\r'],
      ['@@ -', ''],
      [`? ${QUESTION}`, 'NO\r'],
      ['  keys', ''],
      [QUESTION, 'q\r'],
    ])
    expect({ code, mode: modeOf(home) }).toEqual({ code: 2, mode: 0o644 })
    expect(text).toMatch(/^-\s+"anthropic:gone"/m)
    expect(orders(home)).toMatchObject({ openai: ['openai:gone', 'openai:default'] })
    expect(text).not.toContain(token('api', API_KEY).slice(0, 12))
  })

  it.each([
    ['q', 'q\r'],
    ['Ctrl-D', '\u0004'],
  ])('%s leaves the rest as it is, and the report of the state follows', async (_, answer) => {
    const home = unwell()
    const before = orders(home)
    const { code, text } = await answering(fix(home), ['y\r', answer])
    expect({ code, mode: modeOf(home), orders: orders(home) }).toEqual({
      code: 2,
      mode: 0o600,
      orders: before,
    })
    expect(text.match(/▲ left as it is: /g)).toHaveLength(2)
    expect(text).toMatch(/^2 warnings; .*$/m)
  })

  it('Ctrl-C ends the run; what was done stays done, and the cursor is there', async () => {
    const home = unwell()
    const session = fix(home)
    const { code, text } = await answering(session, ['y\r', '\u0003'])
    expect({ code, mode: modeOf(home) }).toEqual({ code: 3, mode: 0o600 })
    expect(text).toContain('✖ error: Stopped at your request; nothing more was changed.')
    const screen = createScreen(100, 100)
    screen.write(withoutPrompting(session.shown()))
    expect(screen.cursorVisible).toBe(true)
  })

  it('of 40 columns every line fits, also once the terminal was made that narrow while asking', async () => {
    const home = unwell()
    const session = fix(home, 100)
    await session.see(QUESTION)
    session.resize(40, 30)
    session.type('n\r')
    await session.see('✔')
    const from = session.shown().length
    const { text } = await answering(session, ['n\r', 'n\r'])
    const narrow = wordsOf(session.shown().slice(from))
    const lines = narrow.split('\n').filter((line) => !/[`~/]|Do it/.test(line))
    expect(lines.length).toBeGreaterThan(10)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40)
    expect(text).toContain('left as it is')
  })
})

describe.skipIf(process.platform === 'win32')('a plain terminal', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to find them.
  const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/

  it('asks in whole lines of words, with no control character and no sign', async () => {
    const home = unwell()
    const session = openTerminal(['doctor', '--fix', '--plain', '--verbose'], {
      home,
      env: { FORCE_COLOR: '1' },
    })
    const { code, text } = await walk(session, [
      [QUESTION, 'x\r'],
      [WRONG_KEY, ''],
      [QUESTION, 'd\r'],
      ['mode 0644', ''],
      [QUESTION, 'y\r'],
      ['  keys', ''],
      [QUESTION, 'a\r'],
    ])
    expect({ code, mode: modeOf(home), orders: orders(home) }).toEqual({
      code: 0,
      mode: 0o600,
      orders: MENDED,
    })
    expect(session.shown().replaceAll('\r\n', '\n')).not.toMatch(CONTROLS)
    expect(text).not.toMatch(/[✔✖▲•○·⠀-⣿─-╿]/)
    for (const words of [
      'warning: ',
      'passed: ',
      'skipped: ',
      '\ndone: ',
      'Type y, n, a, d or q, then Enter.',
    ])
      expect(text).toContain(words)
  })

  it.each([{ CLAWDBOT_DOCTOR_PLAIN: '1' }, { TERM: 'dumb' }])('is chosen by %o too', async (env) => {
    const session = fix(unwell(), 100, env)
    const { code } = await answering(session, ['\u0004'])
    expect(code).toBe(2)
    expect(session.shown().replaceAll('\r\n', '\n')).not.toMatch(CONTROLS)
    expect(session.shown()).toMatch(/^warning: /m)
  })

  it('ends with the run on Ctrl-C', async () => {
    const home = unwell()
    const { code, text } = await answering(fix(home, 100, { TERM: 'dumb' }), ['\u0003'])
    expect({ code, mode: modeOf(home) }).toEqual({ code: 3, mode: 0o644 })
    expect(text).toContain('error: Stopped at your request')
  })
})

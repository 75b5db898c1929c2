import { describe, expect, it } from 'vitest'
import { settlePlain, wantsPlain } from '../../src/app/plain.js'
import { styleFor } from '../../src/app/style.js'

describe('plain output', () => {
  it.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ CLAWDBOT_DOCTOR_PLAIN: '1' }, true],
    [{ CLAWDBOT_DOCTOR_PLAIN: 'yes' }, true],
    [{ CLAWDBOT_DOCTOR_PLAIN: '0' }, false],
    [{ CLAWDBOT_DOCTOR_PLAIN: '' }, false],
    [{ TERM: 'dumb' }, true],
    [{ TERM: 'xterm' }, false],
    [{ NO_COLOR: '1' }, false],
  ])('with %o is wanted: %s', (env, wanted) => {
    expect(wantsPlain(env)).toBe(wanted)
  })

  it.each<[readonly string[], Record<string, string>, boolean]>([
    [['doctor', '--plain'], {}, true],
    [['doctor'], {}, false],
    [['doctor'], { CLAWDBOT_DOCTOR_PLAIN: '1' }, true],
    [['sessions', 'model', '--', '--plain'], {}, false],
    [['doctor'], { TERM: 'dumb' }, false],
  ])('%o with %o rules colours out for this program and what it starts: %s', (argv, given, ruled) => {
    const env: Record<string, string | undefined> = { ...given, FORCE_COLOR: '1' }
    settlePlain(argv, env)
    expect([env.NO_COLOR, env.FORCE_COLOR]).toEqual(ruled ? ['1', undefined] : [undefined, '1'])
    expect(styleFor({ isTTY: true, columns: 40 }, env, 'linux').color).toBe(!ruled)
  })

  it('breaks no lines, as a screen reader reads them whole', () => {
    const terminal = { isTTY: true, columns: 40 }
    expect(styleFor(terminal, { TERM: 'dumb' }, 'linux').width).toBe(Number.POSITIVE_INFINITY)
    expect(styleFor(terminal, { TERM: 'xterm' }, 'linux').width).toBe(40)
  })
})

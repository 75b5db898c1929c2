import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseModelDirective } from '../../../src/auth/sessions/model-directive.js'

interface Case {
  readonly text: string
  readonly aliases?: readonly string[]
  readonly expect: object
}

const recorded = new URL('../../conformance/model-directive-cases.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(recorded, 'utf8')) as { readonly cases: readonly Case[] }

const read = (text: string, aliases: readonly string[] = [], profiles: readonly string[] = []) =>
  parseModelDirective(text, { aliases, profiles })

const found = (model: string | null, profile: string | null = null, rest = '') => ({
  hasDirective: true,
  model,
  profile,
  rest,
})

describe('the published version’s recorded reading of a message', () => {
  it('has all of its cases here', () => {
    expect(cases).toHaveLength(90)
  })

  it.each(cases.map((each) => [each.text, each] as const))('holds for %j', (text, each) => {
    expect(parseModelDirective(text, { aliases: each.aliases ?? [] })).toEqual(each.expect)
  })
})

describe('a name that holds @, : or / of its own', () => {
  const aliases = ['opus', 'opus@home', 'gpt:fast', 'team/opus', 'Team Opus', 'c++']
  const profiles = [
    'anthropic:work',
    'anthropic:me+bot@example.com',
    'a/b:c@d',
    'team work',
    'x@anthropic:work',
  ]

  it.each([
    ['/model opus@home', found('opus@home')],
    ['/model OPUS@Home@anthropic:work', found('OPUS@Home', 'anthropic:work')],
    ['/model opus@x@anthropic:work', found('opus', 'x@anthropic:work')],
    ['/model opus@home@nobody', found('opus@home', 'nobody')],
    ['/model gpt:fast@a/b:c@d, please', found('gpt:fast', 'a/b:c@d', ', please')],
    [
      '/model team/opus@anthropic:me+bot@example.com hello',
      found('team/opus', 'anthropic:me+bot@example.com', 'hello'),
    ],
    ['/model team opus@team work now', found('team opus', 'team work', 'now')],
    ['/model: c++ now', found('c++', null, 'now')],
    [
      '/model google-vertex/claude@20240620@anthropic:work',
      found('google-vertex/claude@20240620', 'anthropic:work'),
    ],
    ['/model google-vertex/claude@20240620', found('google-vertex/claude', '20240620')],
    ['/opus@home now', found('opus@home', null, 'now')],
    ['/team opus: now', found('team opus', null, 'now')],
  ])('is read whole in %j', (text, expected) => {
    expect(read(text, aliases, profiles)).toEqual(expected)
  })

  it('is read whole where it is a model’s reference', () => {
    const models = ['google-vertex/claude@20240620']
    const text = '/model google-vertex/claude@20240620@anthropic:work'
    expect(parseModelDirective(text, { aliases: [], models })).toEqual(
      found(models[0] ?? '', 'anthropic:work'),
    )
    expect(parseModelDirective(`/model ${models[0]}`, { aliases: [], models })).toEqual(
      found(models[0] ?? ''),
    )
  })

  it('is not taken for a longer name that starts like it', () => {
    expect(read('/model gpt:faster@anthropic:work2', aliases, profiles)).toEqual(
      found('gpt:faster', 'anthropic:work2'),
    )
  })
})

describe('a directive in a message', () => {
  it.each([
    ['', { hasDirective: false, model: null, profile: null, rest: '' }],
    [
      'see https://example.com/model opus',
      { hasDirective: false, model: null, profile: null, rest: 'see https://example.com/model opus' },
    ],
    [
      '/opus@anthropic:work',
      { hasDirective: false, model: null, profile: null, rest: '/opus@anthropic:work' },
    ],
    ['/model :opus', found('opus')],
    ['/MODEL:OPUS', found('OPUS')],
    ['/model list', found('list')],
    ['/model STATUS', found('STATUS')],
    ['/model @anthropic:work', found(null, 'anthropic:work')],
    ['hello /models and /model opus', found('opus', null, 'hello /models and')],
    ['/model opus /model gpt', found('opus', null, '/model gpt')],
    ['/gpt then /model opus', found('opus', null, '/gpt then')],
    ['one\n\n  /model opus\ttwo', found('opus', null, 'one two')],
  ])('is found, or not, in %j', (text, expected) => {
    expect(read(text, ['opus', 'gpt'])).toEqual(expected)
  })

  it('never throws, and leaves words that it does not take', () => {
    const word = fc.constantFrom(
      '/model',
      '/Model:',
      'opus',
      'a@b',
      '@',
      '/',
      'x/y',
      '/opus',
      '\n',
      ' ',
      '(',
      'é',
    )
    fc.assert(
      fc.property(fc.array(word), fc.string(), (words, noise) => {
        const { rest, hasDirective } = read(`${words.join(' ')} ${noise}`, ['opus', '(', noise], [noise])
        expect(rest).toBe(rest.trim())
        if (!hasDirective) expect(rest).toBe(`${words.join(' ')} ${noise}`.trim())
      }),
    )
  })
})

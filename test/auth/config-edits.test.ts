import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConfigEntry, configEdits, entryMissing, type NoEdits } from '../../src/auth/config-edits.js'
import { configFiles } from '../../src/auth/config-files.js'
import { resolveIncludes } from '../../src/auth/include.js'
import { readAuthConfig } from '../../src/auth/read-config.js'
import { substituteEnv } from '../../src/auth/substitute-env.js'
import type { ReadResult } from '../../src/contract/index.js'
import { editJson, type JsonEdit } from '../../src/json/edit.js'
import { parseJson5 } from '../../src/json/parse.js'
import { createSeal } from '../../src/ports/secret.js'

const MAIN = '/s/clawdbot.json'
const ENTRY: ConfigEntry = { id: 'anthropic:manual', provider: 'anthropic', mode: 'token' }

type Files = Readonly<Record<string, string>>

const stat = { kind: 'file', realPath: '', isLink: false, size: 0, mode: 0o600, uid: 0, mtimeMs: 0 } as const
const reader =
  (files: Files) =>
  async (path: string): Promise<ReadResult> => {
    const text = files[path]
    return text === undefined ? { state: 'absent' } : { state: 'ok', text, sha256: path, stat }
  }

const understood = async (files: Files, env: Readonly<Record<string, string>> = {}) => {
  const parsed = parseJson5(files[MAIN] ?? '')
  if (parsed.state !== 'ok') throw new Error(`the config does not parse: ${parsed.reason}`)
  const whole = await resolveIncludes(parsed.value, MAIN, 'linux', reader(files))
  if (whole.state !== 'ok') throw new Error(whole.problem.problem)
  return readAuthConfig(substituteEnv(whole.value, env).value, createSeal().seal).config
}

/** The files once an entry is made, or why it cannot be. */
const made = async (
  files: Files,
  entry: ConfigEntry = ENTRY,
  env: Readonly<Record<string, string>> = {},
): Promise<Files | NoEdits> => {
  const planned = configEdits(
    await configFiles(MAIN, 'linux', reader(files)),
    await understood(files, env),
    entry,
  )
  if ('refuse' in planned) return planned
  return {
    ...files,
    ...Object.fromEntries(
      planned.map(({ file, edits }) => [
        file.path,
        editJson(file.text, 'json5', edits as readonly JsonEdit[]),
      ]),
    ),
  }
}

const expectMade = async (files: Files, after: Files, env: Readonly<Record<string, string>> = {}) => {
  const edited = await made(files, ENTRY, env)
  expect(edited).toEqual(after)
  expect(entryMissing(await understood(after, env), ENTRY)).toBeNull()
  expect(await made(after, ENTRY, env), 'a second time').toEqual(after)
}

const one = (text: string): Files => ({ [MAIN]: text })

describe('an entry in a config of one file', () => {
  it('is made in the style of the rest, and everything else stays to the byte', async () => {
    await expectMade(
      one(`// mine
{
  gateway: { port: 1, }, // keep
  auth: {
    profiles: {
      'anthropic:claude-cli': { provider: 'anthropic', mode: 'oauth' }, // login
    },
  },
  agents: { defaults: { model: "\${MODEL}" } },
}
`),
      one(`// mine
{
  gateway: { port: 1, }, // keep
  auth: {
    profiles: {
      'anthropic:claude-cli': { provider: 'anthropic', mode: 'oauth' }, // login
      'anthropic:manual': {
        provider: 'anthropic',
        mode: 'token'
      },
    },
  },
  agents: { defaults: { model: "\${MODEL}" } },
}
`),
    )
  })

  it('is made in an empty one', async () => {
    await expectMade(
      one('{}'),
      one(
        '{\n  "auth": {\n    "profiles": {\n      "anthropic:manual": {\n        "provider": "anthropic",\n        "mode": "token"\n      }\n    }\n  }\n}',
      ),
    )
  })

  it('that is there keeps its other fields, its comments, and what says the right thing already', async () => {
    await expectMade(
      one(
        "{auth: {profiles: {'anthropic:manual': {email: 'me@b.c', /* who */ provider: 'Anthropic', mode: 'api_key' /* ! */}}}}",
      ),
      one(
        "{auth: {profiles: {'anthropic:manual': {email: 'me@b.c', /* who */ provider: 'Anthropic', mode: 'token' /* ! */}}}}",
      ),
    )
  })

  it('that is said by a variable is left alone', async () => {
    const files = one(`{auth: {profiles: {'anthropic:manual': {provider: '\${WHO}', mode: 'token'}}}}`)
    await expectMade(files, files, { WHO: 'anthropic' })
  })

  it('that is no object is replaced', async () => {
    await expectMade(
      one("{auth: {profiles: {'anthropic:manual': null}}}"),
      one("{auth: {profiles: {'anthropic:manual': {provider: 'anthropic', mode: 'token'}}}}"),
    )
  })
})

const ordered = (
  order: string,
  profiles = "'anthropic:manual': {provider: 'anthropic', mode: 'token'}",
): Files => one(`{auth: {profiles: {${profiles}}, order: ${order}}}`)

describe('the order of its provider', () => {
  it.each([
    ['gets it at the front', "{anthropic: ['a', 'b',]}", "{anthropic: ['anthropic:manual', 'a', 'b',]}"],
    [
      'has it moved to the front, comments and all',
      "{anthropic: ['a' /* 1 */, 'anthropic:manual' /* 2 */]}",
      "{anthropic: ['anthropic:manual' /* 2 */, 'a' /* 1 */]}",
    ],
    [
      'has it once',
      "{anthropic: ['a', 'anthropic:manual', 'b', 'anthropic:manual']}",
      "{anthropic: ['anthropic:manual', 'a', 'b']}",
    ],
    ['is found in any spelling', "{' ANTHROPIC ': ['a']}", "{' ANTHROPIC ': ['anthropic:manual', 'a']}"],
    ['may be empty', '{anthropic: []}', "{anthropic: ['anthropic:manual']}"],
    [
      'keeps what is no text',
      "{anthropic: [1, 'a', null]}",
      "{anthropic: ['anthropic:manual', 1, 'a', null]}",
    ],
    ['of another provider stays', "{openai: ['a']}", "{openai: ['a']}"],
    [
      'stays where it is first',
      "{anthropic: ['anthropic:manual', 'a']}",
      "{anthropic: ['anthropic:manual', 'a']}",
    ],
    [
      'of two spellings is the first, which counts',
      "{Anthropic: ['a'], anthropic: ['b']}",
      "{Anthropic: ['anthropic:manual', 'a'], anthropic: ['b']}",
    ],
  ])('%s', (_, before, after) => expectMade(ordered(before), ordered(after)))

  it('keeps a variable that stands for it', () =>
    expectMade(
      ordered(`{anthropic: ['a', '\${MINE}', 3, '\${OTHER}']}`),
      ordered(`{anthropic: ['\${MINE}', 'a', 3, '\${OTHER}']}`),
      { MINE: 'anthropic:manual', OTHER: 'b' },
    ))

  it('is never made', async () => {
    const edited = await made(one('{auth: {order: {}}}'))
    expect(edited).not.toHaveProperty('refuse')
    expect(Object.values(edited).join()).toContain('order: {}')
  })

  it('has it first and all others as they were, whatever it was', async () => {
    const id = fc.constantFrom('anthropic:manual', 'a', 'b', 'c')
    const gap = fc.constantFrom('', ' ', '\n  ', ' /* c */ ', ' // c\n')
    const list = fc.array(fc.tuple(gap, id, gap), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), async (items, trailing) => {
        const body = items.map(([before, name, after]) => `${before}'${name}'${after}`).join(',')
        const files = ordered(`{anthropic: [${body}${trailing && items.length > 0 ? ',' : ''}]}`)
        const edited = await made(files)
        if ('refuse' in edited) throw new Error('refused')
        const { order } = (await understood(edited as Files)).auth
        const ids = items.map(([, name]) => name)
        const others = ids.filter((name) => name !== ENTRY.id)
        expect(order.anthropic).toEqual(ids[0] === ENTRY.id ? ids : [ENTRY.id, ...others])
      }),
      { numRuns: 200 },
    )
  })
})

const PROFILE = "'anthropic:manual': {provider: 'anthropic', mode: 'api_key'}"
const RIGHT = PROFILE.replace('api_key', 'token')

describe('in a config of several files', () => {
  const A = '/s/a.json5'
  const B = '/s/sub/b.json5'

  it.each<readonly [string, Files, Files]>([
    [
      'the file with the entry is edited',
      { [MAIN]: "{$include: './a.json5', gateway: {}}", [A]: `{auth: {profiles: {${PROFILE}}}}` },
      { [A]: `{auth: {profiles: {${RIGHT}}}}` },
    ],
    [
      'the file that is mounted below a key is edited at its own place',
      {
        [MAIN]: "{auth: {$include: 'sub/b.json5'}}",
        [B]: "{profiles: {x: {provider: 'x', mode: 'token'}}, order: {anthropic: ['x']}}",
      },
      {
        [B]: "{profiles: {x: {provider: 'x', mode: 'token'}, 'anthropic:manual': {provider: 'anthropic', mode: 'token'}}, order: {anthropic: ['anthropic:manual', 'x']}}",
      },
    ],
    [
      'of two files with the entry the one that wins is edited',
      {
        [MAIN]: "{$include: ['a.json5', 'sub/b.json5']}",
        [A]: `{auth: {profiles: {${PROFILE}}}}`,
        [B]: `{auth: {profiles: {${PROFILE}}}}`,
      },
      { [B]: `{auth: {profiles: {${RIGHT}}}}` },
    ],
    [
      'what stands beside the include wins over it',
      {
        [MAIN]: `{$include: 'a.json5', auth: {profiles: {${PROFILE}}}}`,
        [A]: `{auth: {profiles: {${RIGHT}}}}`,
      },
      { [MAIN]: `{$include: 'a.json5', auth: {profiles: {${RIGHT}}}}` },
    ],
    [
      'a file that an included file includes is edited',
      {
        [MAIN]: "{$include: 'sub/b.json5'}",
        [B]: "{auth: {$include: '../a.json5'}}",
        [A]: `{profiles: {${PROFILE}}}`,
      },
      { [A]: `{profiles: {${RIGHT}}}` },
    ],
    [
      'entry and order may stand in two files',
      {
        [MAIN]: "{$include: 'a.json5', auth: {order: {anthropic: ['x']}}}",
        [A]: `{auth: {profiles: {${PROFILE}}}}`,
      },
      {
        [MAIN]: "{$include: 'a.json5', auth: {order: {anthropic: ['anthropic:manual', 'x']}}}",
        [A]: `{auth: {profiles: {${RIGHT}}}}`,
      },
    ],
    [
      'a file that is the entry itself is edited',
      {
        [MAIN]: "{auth: {profiles: {'anthropic:manual': {$include: 'a.json5'}}}}",
        [A]: "{provider: 'anthropic', mode: 'api_key'}",
      },
      { [A]: "{provider: 'anthropic', mode: 'token'}" },
    ],
    [
      'a config without any auth gets it in its strongest file',
      { [MAIN]: "{$include: 'a.json5', gateway: {}}", [A]: '{x: 1}' },
      {
        [MAIN]:
          "{$include: 'a.json5', gateway: {}, auth: {profiles: {'anthropic:manual': {provider: 'anthropic', mode: 'token'}}}}",
      },
    ],
  ])('%s', (_, before, after) => expectMade(before, { ...before, ...after }))

  it.each<readonly [string, Files, NoEdits]>([
    [
      'an order that two files are joined to',
      {
        [MAIN]: "{$include: 'a.json5', auth: {order: {anthropic: ['x']}}}",
        [A]: "{auth: {order: {anthropic: ['y']}}}",
      },
      { refuse: 'order-in-several-files', paths: [A, MAIN] },
    ],
    [
      'an order that is a file of its own',
      { [MAIN]: "{auth: {order: {anthropic: {$include: 'a.json5'}}}}", [A]: "['x']" },
      { refuse: 'order-is-a-file', paths: [A] },
    ],
    [
      'a file that is included twice',
      {
        [MAIN]: "{auth: {$include: 'a.json5'}, other: {$include: 'a.json5'}}",
        [A]: `{profiles: {${PROFILE}}}`,
      },
      { refuse: 'included-twice', paths: [A] },
    ],
  ])('%s is refused, by name', async (_, files, refusal) => expect(await made(files)).toEqual(refusal))

  it('an order of several files with it at the front already is left alone', async () => {
    const files = {
      [MAIN]: `{$include: 'a.json5', auth: {profiles: {${RIGHT}}, order: {anthropic: ['x']}}}`,
      [A]: "{auth: {order: {anthropic: ['anthropic:manual']}}}",
    }
    expect(await made(files)).toEqual(files)
  })

  it('Windows paths are followed by their own rules', async () => {
    const files: Files = {
      'C:\\s\\clawdbot.json': "{$include: 'sub\\\\b.json5'}",
      'C:\\s\\sub\\b.json5': '{}',
    }
    const found = await configFiles('C:\\s\\clawdbot.json', 'win32', reader(files))
    expect(found.map(({ path }) => path)).toEqual(['C:\\s\\sub\\b.json5', 'C:\\s\\clawdbot.json'])
  })

  it('one that includes itself ends', async () => {
    const found = await configFiles(MAIN, 'linux', reader(one("{$include: 'clawdbot.json'}")))
    expect(found.map(({ path }) => path)).toEqual([MAIN])
  })
})

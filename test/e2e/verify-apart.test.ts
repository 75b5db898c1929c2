import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome, runCli } from './cli.js'

const HOME = {
  files: { '.tool/config.json': { json: { quota: 9, token: 'a text of ours' } }, '.tool/other': 'text' },
}
const EXAMPLES = [
  {
    name: 'a full quota',
    home: HOME,
    facts: { 'host/clock': 1 },
    expect: [{ check: 'tool/quota', messageId: 'full', subject: 'quota' }],
  },
]

interface Parts {
  readonly top?: string
  readonly collect?: string
  readonly evaluate?: string
  readonly needs?: string
  readonly examples?: string
}

const FOUND = "[{ messageId: 'full', subject: 'quota', evidence: [] }]"

/** A plugin without imports, so that it is whole wherever it lies, and the canary that it may write beside itself. */
const pluginFolder = (parts: Parts): { readonly folder: string; readonly canary: string } => {
  const folder = join(makeHome(), 'tool')
  const canary = join(folder, 'canary')
  const block = {
    apiVersion: '^1',
    entry: './index.js',
    examples: './examples.js',
    checks: ['tool/quota'],
    capabilities: { read: ['~/.tool/config.json'] },
  }
  mkdirSync(folder)
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
  put(
    'package.json',
    JSON.stringify({ name: 'tool', version: '1.0.0', type: 'module', 'clawdbot-doctor': block }),
  )
  put('docs.md', 'A page.')
  const head = `const CANARY = ${JSON.stringify(canary)}\n`
  put('examples.js', head + (parts.examples ?? `export default ${JSON.stringify(EXAMPLES)}`))
  put(
    'index.js',
    `${head}${parts.top ?? ''}
const config = {
  id: 'tool/config',
  needs: {},
  collect: async (context) => {
    ${parts.collect ?? ''}
    const found = await context.fs.readText(context.home + '/.tool/config.json')
    return JSON.parse(found.text)
  },
}
const quota = {
  id: 'tool/quota',
  title: 'The quota is not used up',
  docsUrl: 'docs.md',
  severity: 'warning',
  tags: [],
  messages: { full: { what: 'The quota is used up.', why: 'Nothing more is kept.', next: 'Ask for more.' } },
  needs: { config${parts.needs ?? ''} },
  evaluate: ({ config }) => { ${parts.evaluate ?? `return ${FOUND}`} },
}
export default { apiVersion: 1, id: 'tool', checks: [quota], facts: [config], fixes: [], redactors: [] }
`,
  )
  return { folder, canary }
}

const verify = async (parts: Parts) => {
  const { folder, canary } = pluginFolder(parts)
  const { code, stdout } = await runCli(['checks', 'verify', folder, '--json'], { home: makeHome() })
  expect(existsSync(canary)).toBe(false)
  const document = JSON.parse(stdout)
  const rows: readonly { rule: string; subject: string; ok: boolean; detail: string }[] = document.rows ?? []
  const faults = rows
    .filter(({ ok }) => !ok)
    .map(({ rule, subject, detail }) => `${rule} ${subject}: ${detail}`)
  return { code, faults, error: document.error }
}

const WRITES = "const { writeFileSync } = await import('node:fs'); writeFileSync(CANARY, '')"

describe('checks verify, of a plugin that is not to be trusted', () => {
  it('holds a sound one to be sound', async () => {
    expect(await verify({})).toEqual({ code: 0, faults: [], error: undefined })
  })

  it('holds one to be sound whose facts seal a secret and whose checks compare it', async () => {
    expect(
      await verify({
        collect: `const { text } = await context.fs.readText(context.home + '/.tool/config.json')
          const { token } = JSON.parse(text)
          return { one: context.seal(token), other: context.seal(token, 'key'), third: context.seal('else') }`,
        evaluate: `return config.one.equals(config.other) && !config.one.equals(config.third)
          ? [{ messageId: 'full', subject: 'quota', evidence: [], data: { token: config.one } }] : []`,
      }),
    ).toEqual({ code: 0, faults: [], error: undefined })
  })

  it.each<[string, Parts, RegExp]>([
    [
      'shows a secret',
      {
        evaluate:
          "return [{ messageId: 'full', subject: 'quota', evidence: [], data: { shown: config.token } }]",
      },
      /^secrets a full quota: a secret of the home is shown in a finding of tool\/quota$/,
    ],
    [
      'loops for ever when it judges',
      { evaluate: 'for (;;);' },
      /^deadline tool\/quota: it takes longer than 1000 ms: a full quota$/m,
    ],
    [
      'loops for ever when it is asked again',
      { top: 'let asked = 0', evaluate: `if (++asked > 1) for (;;);\nreturn ${FOUND}` },
      /^key-order tool\/quota: it differs: a full quota$/m,
    ],
    [
      'ends its process when it is loaded',
      { top: 'process.exit(0)' },
      /^definition tool: it ended its own process, with exit code 0 while it was loaded$/,
    ],
    [
      'ends its process when it judges',
      { evaluate: 'process.exit(0)' },
      /^example a full quota: .*it ended its own process, with exit code 0/m,
    ],
    [
      'writes a file when it is loaded',
      { top: WRITES },
      /^definition tool: its entry cannot be loaded: Access to this API has been restricted/,
    ],
    [
      'throws when it is loaded',
      { top: "throw new Error('no licence')" },
      /^definition tool: its entry cannot be loaded: no licence$/,
    ],
    [
      'judges by the day',
      { evaluate: `return new Date().getFullYear() > ${new Date().getFullYear() + 5} ? [] : ${FOUND}` },
      /^pure tool\/quota: it differs the second time: a full quota$/,
    ],
    [
      'judges by the day that it was loaded on',
      {
        top: 'const LOADED = Date.now()',
        evaluate: `return LOADED > ${Date.now() + 1e11} ? [] : ${FOUND}`,
      },
      /^pure tool\/quota: it differs the second time: a full quota$/,
    ],
    [
      'judges by the order of keys',
      { evaluate: `return Object.keys(config)[0] === 'quota' ? ${FOUND} : []` },
      /^key-order tool\/quota: it differs: a full quota$/,
    ],
    [
      'asks for what its package does not declare',
      { collect: "await context.fs.readText(context.home + '/.tool/other'); await context.exec(['quota'])" },
      /^rights tool: it may not read ~\/.tool\/other; it may not run quota$/,
    ],
    [
      'needs a fact that its package does not declare',
      {
        top: "const clock = { id: 'host/clock', needs: {}, collect: async () => 1, $bundled: true }",
        needs: ', clock: { outcomeOf: clock }',
      },
      /^rights tool: it may not know the fact host\/clock$/,
    ],
  ])(
    'tells by name of one that %s',
    async (_, parts, told) => {
      const { code, faults } = await verify(parts)
      expect(faults.join('\n')).toMatch(told)
      expect(code).toBe(1)
    },
    60_000,
  )

  it.each<[string, string, RegExp]>([
    ['write a file', WRITES, /cannot be loaded: /],
    [
      'end their process',
      'process.exit(0)',
      /it ended its own process, with exit code 0 while it was loaded/,
    ],
    ['loop for ever', 'for (;;);', /loading it took longer than 10000 ms/],
    ['are no list', 'export default 1', /does not export a list/],
    [
      'hold a home that is none',
      "export default [{ name: 'a', expect: [], home: { files: { a: 1 } } }]",
      /in example 1, home\.files\.a: it is no file/,
    ],
  ])(
    'refuses examples that %s',
    async (_, examples, told) => {
      const { code, error } = await verify({ examples })
      expect([code, error.code]).toEqual([3, 'BAD_EXAMPLES'])
      expect(error.message).toMatch(told)
    },
    60_000,
  )

  it('takes bytes in an example for what they are', async () => {
    const files = "{ '.tool/config.json': new TextEncoder().encode('{}') }"
    const examples = `export default [{ ...${JSON.stringify(EXAMPLES[0])}, home: { files: ${files} } }]`
    expect(await verify({ examples })).toMatchObject({ code: 0, faults: [] })
  })
})

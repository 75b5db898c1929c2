import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cruise, ruleNames } from './cruise.js'

const TREE = [
  'src/contract/check.ts',
  'src/ports/types.ts',
  'src/ports/files.ts',
  'src/ports/machine.ts',
  'src/json/edit.ts',
  'src/auth/store.ts',
  'src/engine/judge.ts',
  'src/redact/redact.ts',
  'src/fix/apply.ts',
  'src/report/schema.ts',
  'src/archive/open.ts',
  'src/testing/tester.ts',
  'src/app/compose.ts',
  'src/commands/doctor.ts',
  'checks/auth/expiry.ts',
  'plugins/claude/facts.ts',
  'plugins/claude/facts/login.ts',
  'plugins/claude/fixes.ts',
  'plugins/claude/index.ts',
  'plugins/codex/facts.ts',
]

const LISTED = ['zod', 'which', 'undici', 'vitest']
const UNLISTED = 'semver'

/** What each zone is for: none of these may be a breach. */
const ALLOWED: readonly [from: string, to: readonly string[]][] = [
  ['src/contract', ['src/contract/check']],
  [
    'checks/auth',
    ['src/contract/check', 'plugins/claude/facts', 'plugins/claude/facts/login', 'src/auth/store'],
  ],
  ['plugins/claude', ['src/contract/check', 'src/auth/store', 'src/json/edit', 'plugins/claude/fixes']],
  ['plugins/claude/facts', ['src/contract/check', 'src/auth/store', 'plugins/claude/facts/login']],
  ['src/json', ['src/json/edit', 'zod']],
  ['src/auth', ['src/contract/check', 'src/json/edit', 'src/ports/types', 'zod', 'node:path']],
  ['src/ports', ['src/contract/check', 'src/ports/types', 'node:fs', 'node:child_process', 'which']],
  ['src/engine', ['src/contract/check', 'src/ports/types', 'zod']],
  ['src/sandbox', ['src/contract/check', 'src/engine/judge', 'node:crypto']],
  ['src/redact', ['src/contract/check', 'src/ports/types', 'node:crypto']],
  [
    'src/fix',
    [
      'src/contract/check',
      'src/json/edit',
      'src/ports/types',
      'src/redact/redact',
      'src/engine/judge',
      'zod',
    ],
  ],
  ['src/report', ['src/contract/check', 'src/redact/redact', 'zod']],
  ['src/archive', ['src/archive/open', 'zod', 'node:zlib']],
  [
    'src/testing',
    [
      'src/contract/check',
      'src/engine/judge',
      'src/fix/apply',
      'src/redact/redact',
      'src/ports/types',
      'src/ports/machine',
    ],
  ],
  ['src/app', ['src/ports/files', 'src/report/schema', 'plugins/claude/index', 'zod', 'node:path']],
  ['src/commands', ['src/app/compose', 'src/report/schema', 'zod']],
]

/** One import each that must be reported, by every rule that it breaks and no other. */
const BREACHES: readonly [from: string, to: string, rules: readonly string[]][] = [
  ['src/contract', 'src/auth/store', ['contract-imports']],
  ['src/contract', 'src/ports/types', ['contract-imports']],
  ['src/contract', 'zod', ['contract-no-libraries']],
  ['src/contract', 'node:path', ['contract-no-builtins']],
  ['checks/auth', 'checks/auth/expiry', ['checks-imports', 'no-check-from-check']],
  ['checks/auth', 'plugins/claude/fixes', ['checks-imports']],
  ['checks/auth', 'plugins/claude/index', ['checks-imports']],
  ['checks/auth', 'src/ports/types', ['checks-imports']],
  ['checks/auth', 'src/engine/judge', ['checks-imports']],
  ['checks/auth', 'zod', ['checks-no-libraries']],
  ['checks/auth', 'node:crypto', ['checks-no-builtins']],
  ['checks/auth', 'node:fs', ['checks-no-builtins', 'machine-only-in-ports']],
  ['plugins/claude', 'src/engine/judge', ['plugin-parts-imports']],
  ['plugins/claude', 'src/ports/files', ['plugin-parts-imports']],
  ['plugins/claude', 'checks/auth/expiry', ['plugin-parts-imports']],
  ['plugins/claude', 'plugins/codex/facts', ['no-foreign-plugin', 'plugin-parts-imports']],
  ['plugins/claude/facts', 'zod', ['plugin-parts-no-libraries']],
  ['plugins/claude/facts', 'node:os', ['plugin-parts-no-builtins']],
  ['plugins/INDEX', 'src/auth/store', ['plugin-index-imports']],
  ['plugins/INDEX', 'plugins/codex/facts', ['no-foreign-plugin', 'plugin-index-imports']],
  ['plugins/INDEX', 'zod', ['plugin-index-no-libraries']],
  ['plugins/INDEX', 'node:path', ['plugin-index-no-builtins']],
  ['src/json', 'src/contract/check', ['json-imports']],
  ['src/json', 'node:path', ['json-no-builtins']],
  ['src/auth', 'src/ports/files', ['auth-imports']],
  ['src/auth', 'src/engine/judge', ['auth-imports']],
  ['src/auth', 'node:fs/promises', ['machine-only-in-ports']],
  ['src/ports', 'src/auth/store', ['ports-imports']],
  ['src/engine', 'src/auth/store', ['engine-imports']],
  ['src/engine', 'src/redact/redact', ['engine-imports']],
  ['src/engine', 'plugins/claude/facts', ['engine-imports']],
  ['src/engine', 'src/ports/files', ['engine-imports']],
  ['src/engine', 'node:child_process', ['machine-only-in-ports']],
  ['src/sandbox', 'src/ports/files', ['sandbox-imports']],
  ['src/sandbox', 'zod', ['sandbox-no-libraries']],
  ['src/redact', 'src/report/schema', ['redact-imports']],
  ['src/redact', 'zod', ['redact-no-libraries']],
  ['src/fix', 'src/report/schema', ['fix-imports']],
  ['src/fix', 'src/ports/files', ['fix-imports']],
  ['src/fix', 'node:https', ['machine-only-in-ports']],
  ['src/report', 'src/engine/judge', ['report-imports']],
  ['src/report', 'fs', ['machine-only-in-ports']],
  ['src/archive', 'src/report/schema', ['archive-imports']],
  ['src/archive', 'src/ports/files', ['archive-imports']],
  ['src/archive', 'node:fs', ['machine-only-in-ports']],
  ['src/testing', 'src/report/schema', ['testing-imports']],
  ['src/testing', 'src/ports/files', ['testing-imports']],
  ['src/testing', 'zod', ['testing-no-libraries']],
  ['src/app', 'src/commands/doctor', ['nothing-from-commands']],
  ['src/app', 'undici', ['machine-only-in-ports']],
  ['src/app', 'which', ['machine-only-in-ports']],
  ['src/app', 'node:net', ['machine-only-in-ports']],
  ['src/app', 'vitest', ['described-libraries-only']],
  ['src/app', UNLISTED, ['declared-dependencies-only']],
  ['src/app', 'src/app/not-there', ['no-unresolvable']],
  ['src/commands', 'src/commands/doctor', ['nothing-from-commands']],
  ['src/elsewhere', 'src/contract/check', ['every-file-has-a-zone']],
]

const FORMS = {
  value: (to: string) => `import * as it from '${to}'\nexport default it\n`,
  type: (to: string) => `import type * as it from '${to}'\nexport type It = typeof it\n`,
  dynamic: (to: string) => `export default () => import('${to}')\n`,
}

let tree = ''
const found = new Map<string, readonly string[]>()

const put = (file: string, text: string) => {
  mkdirSync(dirname(join(tree, file)), { recursive: true })
  writeFileSync(join(tree, file), text)
}

const specifier = (file: string, to: string) =>
  /^(src|checks|plugins)\//.test(to) ? `./${posix.relative(posix.dirname(file), to)}.js` : to

const breachFile = (from: string, name: string) =>
  from === 'plugins/INDEX' ? `plugins/${name}/index.ts` : `${from}/${name}.ts`

const plant = (from: string, name: string, to: string, form: (to: string) => string) => {
  const file = breachFile(from, name)
  put(file, form(specifier(file, to)))
}

const reported = (file: string) => found.get(file) ?? []

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'import-rules-'))
  for (const library of [...LISTED, UNLISTED]) {
    put(
      `node_modules/${library}/package.json`,
      JSON.stringify({ name: library, version: '1.0.0', main: 'index.js' }),
    )
    put(`node_modules/${library}/index.js`, 'module.exports = {}\n')
  }
  const devDependencies = Object.fromEntries(LISTED.map((library) => [library, '1.0.0']))
  put('package.json', JSON.stringify({ name: 'planted', type: 'module', devDependencies }))
  put('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'NodeNext', target: 'ES2023' } }))
  for (const file of TREE) put(file, 'export {}\n')
  for (const [from, targets] of ALLOWED)
    for (const [index, to] of targets.entries()) plant(from, `allowed-${index}`, to, FORMS.value)
  for (const [index, [from, to]] of BREACHES.entries())
    for (const [form, text] of Object.entries(FORMS)) plant(from, `breach-${index}-${form}`, to, text)
  put('src/auth/one.ts', "import type { Two } from './two.js'\nexport type One = Two | 1\n")
  put('src/auth/two.ts', "import type { One } from './one.js'\nexport type Two = One | 2\n")
  for (const { from, rule } of cruise(tree).summary.violations)
    found.set(from, [...new Set([...reported(from), rule.name])].sort())
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

describe('the import rules', () => {
  it('see the modules of the repository', () => {
    const sources = cruise(join(import.meta.dirname, '..', '..')).modules.map((module) => module.source)
    expect(sources).toContain('src/contract/check.ts')
    expect(sources.filter((source) => /^(src|checks|plugins)\//.test(source)).length).toBeGreaterThan(20)
  })

  it('find no breach in the repository', () => {
    const { violations } = cruise(join(import.meta.dirname, '..', '..')).summary
    expect(violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  })

  it.each(ALLOWED)('let %s import what the table gives it', (from, targets) => {
    for (const index of targets.keys()) expect(reported(breachFile(from, `allowed-${index}`))).toEqual([])
  })

  it.each(BREACHES.map((breach, index) => [...breach, index] as const))(
    'report an import from %s to %s, in every form',
    (from, _to, rules, index) => {
      for (const form of Object.keys(FORMS))
        expect(reported(breachFile(from, `breach-${index}-${form}`)), form).toEqual(rules)
    },
  )

  it('report a cycle of types alone', () => {
    expect(reported('src/auth/one.ts')).toEqual(['no-cycle'])
  })

  it('are each shown to work by a planted breach', () => {
    const planted = new Set(['no-cycle', ...BREACHES.flatMap(([, , rules]) => rules)])
    expect(ruleNames.filter((name) => !planted.has(name))).toEqual([])
  })
})

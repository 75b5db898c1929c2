import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'

const root = join(import.meta.dirname, '..', '..')

type Planted = readonly [file: string, text: string, instead: string]
type Break = readonly [...Planted, line: string]

/** A copy of all that the reports and the docs are made from, with some texts in the place of others. */
const copyWith = async (planted: readonly Planted[]): Promise<string> => {
  const copy = await makeFolder()
  for (const name of ['api', 'build', 'dist', 'scripts', 'src', 'checks', 'plugins'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  for (const name of ['package.json', 'tsconfig.json', 'typedoc.json'])
    cpSync(join(root, name), join(copy, name))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  for (const [file, text, instead] of planted) {
    const before = readFileSync(join(copy, file), 'utf8')
    expect(before, `${file} holds it`).toContain(text)
    writeFileSync(join(copy, file), before.replace(text, instead))
  }
  return copy
}

const run = (folder: string, words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

const checkApi = (folder: string) => run(folder, [join(folder, 'scripts/api-report.mjs'), '--check'])

const DECLARATIONS = 'dist/public/declarations.d.ts'

const BREAKS: readonly Break[] = [
  [DECLARATIONS, 'readonly docsUrl: string;', '', '-    readonly docsUrl: string;'],
  [
    DECLARATIONS,
    'options?: DoctorOptions',
    'options: DoctorOptions',
    '+export const runDoctor: (options: DoctorOptions)',
  ],
  [DECLARATIONS, 'reportVersion: 1;', 'reportVersion: 2;', '+    reportVersion: 2;'],
  // Reached through another type only, which is what the entry exports.
  [DECLARATIONS, 'declare type JSONType = string', 'declare type JSONType = Date', '+type JSONType = Date'],
  ['dist/public/testing.d.ts', '  createFakeSeal,\n', '', '-export const createFakeSeal'],
]

it('reports the public declarations that were built', () => {
  expect(checkApi(root)).toEqual({ status: 0, said: '' })
}, 60_000)

it('tells every break of the public declarations, and how the report is brought up to date', async () => {
  const copy = await copyWith(BREAKS.map(([file, text, instead]) => [file, text, instead]))
  const { status, said } = checkApi(copy)
  expect(status).toBe(1)
  for (const [, , , line] of BREAKS) expect(said).toContain(`\n${line}`)
  expect(said).toContain('run `npm run api` and commit api/')
}, 60_000)

it('declares all that it names, so that nothing has to be installed to compile against it', async () => {
  const folder = await makeFolder()
  cpSync(join(root, 'dist/public'), join(folder, 'node_modules/clawdbot-doctor/dist/public'), {
    recursive: true,
  })
  cpSync(join(root, 'package.json'), join(folder, 'node_modules/clawdbot-doctor/package.json'))
  writeFileSync(
    join(folder, 'use.ts'),
    `import { type DoctorConfig, type Fact, type ProbeContext, type Report, runDoctor } from 'clawdbot-doctor'
     import { collectFact, homes } from 'clawdbot-doctor/testing'
     export const status: 'healthy' | 'attention' | 'broken' = (await runDoctor()).summary.status
     export const config: DoctorConfig = { suppressions: [{ reason: 'known' }], checks: { a: { options: { b: [1] } } } }
     export const outcomes: Report['checks'][number]['outcome'][] = ['pass', 'fail', 'skip', 'error', 'timeout']
     // @ts-expect-error A report has no such version.
     export const version: Report['reportVersion'] = 2
     export const collect = (fact: Fact<string>, context: ProbeContext) => collectFact(fact, context)
     export const home = homes\n`,
  )
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true },
    ...{ target: 'ES2023', module: 'NodeNext', lib: ['ES2023', 'DOM'], types: [] },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  expect(run(folder, [tsc, '--project', folder])).toEqual({ status: 0, said: '' })
}, 60_000)

it('makes no docs of an export without a docstring, a link that leads nowhere, or a type that cannot be named', async () => {
  const copy = await copyWith([
    ['src/contract/plugin.ts', '/** Types a plugin, and returns it as it is. */', ''],
    ['src/contract/check.ts', '/** Every severity,', '/** Every {@link Gadget},'],
    ['src/contract/fix.ts', 'export interface Locked', 'interface Locked'],
  ])
  const { status, said } = run(copy, [join(root, 'node_modules/typedoc/bin/typedoc'), '--emit', 'none'])
  expect(status).not.toBe(0)
  expect(said).toMatch(/definePlugin .*does not have any documentation/)
  expect(said).toContain('"Gadget"')
  expect(said).toMatch(/Locked, .*not included in the documentation/)
  expect(said).toMatch(/ 3 warnings/)
}, 120_000)

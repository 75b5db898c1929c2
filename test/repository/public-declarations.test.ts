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
  for (const name of ['api', 'dist', 'scripts', 'src', 'checks', 'plugins'])
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

const BREAKS: readonly Break[] = [
  ['dist/src/contract/check.d.ts', 'readonly docsUrl: string;', '', '-    readonly docsUrl: string;'],
  [
    'dist/src/app/on-first-use.d.ts',
    'options?: DoctorOptions',
    'options: DoctorOptions',
    '+export const runDoctor: (options: DoctorOptions)',
  ],
  // Reached through another type only, which is what the entry exports.
  [
    'dist/src/report/schema.d.ts',
    'reportVersion: z.ZodLiteral<1>',
    'reportVersion: z.ZodLiteral<2>',
    '+    reportVersion: z.ZodLiteral<2>',
  ],
  [
    'dist/src/testing/index.d.ts',
    "export { createFakeSeal } from './fake-secret.js';",
    '',
    '-export const createFakeSeal',
  ],
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

import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { onTestFinished } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['src/contract', 'src/engine', 'src/ports', 'src/testing', 'test/engine']

/** Compiles the engine and what its tests are made of into a temp folder, where a plain Node can run it. */
export const compileEngine = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'engine-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    verbatimModuleSyntax: true,
  }
  for (const from of FOLDERS)
    for (const name of await readdir(join(ROOT, from), { recursive: true })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
      const { outputText } = ts.transpileModule(await readFile(join(ROOT, from, name), 'utf8'), {
        compilerOptions,
      })
      const to = join(folder, from, name.replace(/\.ts$/, '.js'))
      await mkdir(dirname(to), { recursive: true })
      await writeFile(to, outputText)
    }
  return folder
}

import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { afterAll } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

const compilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  verbatimModuleSyntax: true,
}

const made: string[] = []
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true })
})

/**
 * Compiles sources, named from the root of the repository as files or whole folders, into a temp folder where a plain
 * Node can import them by the same paths, whoever it runs as. The folder is gone when the test file is over.
 */
export const compileSources = async (sources: readonly string[]): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'doctor-compiled-')))
  made.push(folder)
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const source of sources)
    for (const file of await filesOf(source)) {
      const text = await readFile(join(ROOT, file), 'utf8')
      const to = join(folder, file.replace(/\.ts$/, '.js'))
      await mkdir(dirname(to), { recursive: true })
      await writeFile(to, ts.transpileModule(text, { compilerOptions }).outputText)
    }
  return folder
}

const filesOf = async (source: string): Promise<readonly string[]> =>
  source.endsWith('.ts')
    ? [source]
    : (await readdir(join(ROOT, source), { recursive: true }))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => join(source, name))

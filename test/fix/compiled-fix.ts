import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['src/contract', 'src/engine', 'src/fix', 'src/json', 'src/ports']

const compilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  verbatimModuleSyntax: true,
}

const compile = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'compiled-fix-')))
  await chmod(folder, 0o755)
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  const listed = await Promise.all(
    FOLDERS.map(async (from) =>
      (await readdir(join(ROOT, from), { recursive: true }))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(from, name)),
    ),
  )
  for (const file of ['test/fix/patient.ts', ...listed.flat()]) {
    const { outputText } = ts.transpileModule(await readFile(join(ROOT, file), 'utf8'), { compilerOptions })
    await mkdir(join(folder, file, '..'), { recursive: true })
    await writeFile(join(folder, file.replace(/\.ts$/, '.js')), outputText)
  }
  return folder
}

let compiled: Promise<string> | undefined

/**
 * A temp folder with the fix engine and its patient compiled, where a plain Node can import them by their paths. It is
 * made once for a test file and gone after it.
 */
export const compileFix = (): Promise<string> => {
  compiled ??= compile()
  return compiled
}

afterAll(async () => {
  if (compiled !== undefined) await rm(await compiled, { recursive: true, force: true })
})

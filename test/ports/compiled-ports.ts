import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { onTestFinished } from 'vitest'

const SOURCE = join(import.meta.dirname, '../../src/ports')
const MODULES = join(import.meta.dirname, '../../node_modules')

/** A temp folder with its links resolved, gone when the test is. */
export const makeFolder = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'ports-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Compiles the ports into a temp folder, where a plain Node can import them as `./ports/<name>.js`. */
export const compilePorts = async (): Promise<string> => {
  const folder = await makeFolder()
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'ports'))
  await symlink(MODULES, join(folder, 'node_modules'), 'junction')
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    verbatimModuleSyntax: true,
  }
  for (const name of await readdir(SOURCE)) {
    const { outputText } = ts.transpileModule(await readFile(join(SOURCE, name), 'utf8'), { compilerOptions })
    await writeFile(
      join(folder, 'ports', `${basename(name, '.ts')}.mjs`),
      outputText.replaceAll(".js'", ".mjs'"),
    )
  }
  return folder
}

/** The arguments with which Node runs a module's text in the folder that {@link compilePorts} made. */
export const nodeArgs = (code: string): readonly string[] => ['--input-type=module', '--eval', code]

/** Runs a module's text to its end and returns the JSON it printed. `wrap` starts Node in another way. */
export const runInNode = async (
  folder: string,
  code: string,
  wrap: readonly string[] = [],
): Promise<unknown> => {
  const [file = '', ...args] = [...wrap, process.execPath, ...nodeArgs(code)]
  const { stdout } = await promisify(execFile)(file, args, { cwd: folder })
  return JSON.parse(stdout)
}

/** Gives up root for good, once all that is loaded late has been loaded: root may read and write anything. */
export const DROP_ROOT = `
  import 'write-file-atomic'
  import 'proper-lockfile'
  if (process.getuid() === 0) {
    process.setgroups([])
    process.setgid(65534)
    process.setuid(65534)
  }
`

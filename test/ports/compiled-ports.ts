import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { compileSources } from '../setup/compiled.js'

/** A folder in which a plain Node can import the ports as `./src/ports/<name>.js`. */
export const compilePorts = (): Promise<string> => compileSources(['src/contract', 'src/ports'])

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

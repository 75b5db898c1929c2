import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AnyFact, ProbeFs } from '../../../src/contract/index.js'
import { createFactStore } from '../../../src/engine/fact-store.js'
import { createMachine } from '../../../src/ports/machine.js'
import { makeFolder } from '../../setup/temp-folder.js'

const ADA = { uid: 1000, name: 'ada' }
const NOW = Date.UTC(2026, 0, 15, 12)

export interface Patient {
  readonly root: string
  readonly home: string
  /** Writes a file, with its folders, under the root of this machine. */
  put(path: string, text: string, mode?: number): Promise<void>
  /** Puts a program of this name, a shell script, on PATH. */
  program(name: string, script: string): Promise<void>
  /** Collects a fact as a run does. Throws where that fails. */
  collect<T>(fact: AnyFact, more?: Surroundings): Promise<T>
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly platform?: string
  readonly user?: { readonly uid: number; readonly name: string }
  readonly settings?: Readonly<Record<string, boolean | number>>
}

/**
 * A machine in a temp folder: real files, real processes and nothing of the machine the test runs on, whose `/etc`
 * and the like are looked for under the folder.
 */
export const aPatient = async (): Promise<Patient> => {
  const root = await makeFolder()
  const home = join(root, 'home/ada')
  const bin = join(root, 'bin')
  await mkdir(home, { recursive: true })
  await mkdir(bin)
  const put: Patient['put'] = async (path, text, mode = 0o644) => {
    const full = path.startsWith(root) ? path : join(root, path)
    await mkdir(dirname(full), { recursive: true })
    await writeFile(full, text)
    await chmod(full, mode)
  }
  return {
    root,
    home,
    put,
    program: (name, script) => put(join(bin, name), `#!/bin/sh\n${script}\n`, 0o755),
    collect: async <T>(
      fact: AnyFact,
      { env = {}, platform = 'linux', settings = {}, user = ADA }: Surroundings = {},
    ) => {
      const { probes } = createMachine({
        env: { HOME: home, PATH: `${bin}:/usr/bin:/bin`, ...env },
        home,
        cwd: home,
        platform,
        now: () => NOW,
        terminal: false,
      })
      const rooted = {
        ...probes,
        user,
        // The system's own programs are not this machine's.
        exec: async (argv: readonly string[], options = {}) => {
          const [name = ''] = argv
          const own = (await probes.which(name)).some(({ path }) => path.startsWith(root))
          return own || name.startsWith('/')
            ? probes.exec(argv, options)
            : ({ outcome: 'not-found' } as const)
        },
        fs: under(root, probes.fs),
      }
      const store = createFactStore(rooted, { timeoutMs: 10_000, settings })
      const outcome = await store.outcome<T>(fact)
      if (!('value' in outcome)) throw new Error(outcome.reason)
      return outcome.value as T
    },
  }
}

const under = (root: string, fs: ProbeFs): ProbeFs => {
  const at = (path: string): string => (path.startsWith(root) ? path : join(root, path))
  const moved =
    <R>(call: (path: string) => Promise<R>) =>
    (path: string): Promise<R> =>
      call(at(path))
  return {
    readText: moved(fs.readText),
    stat: moved(fs.stat),
    list: moved(fs.list),
    writable: moved(fs.writable),
    ...(fs.diskSpace === undefined ? {} : { diskSpace: moved(fs.diskSpace) }),
  }
}

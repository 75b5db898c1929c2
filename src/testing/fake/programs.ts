import { posix, win32 } from 'node:path'
import type { ExecOptions, ExecResult, FoundProgram, ProbeContext } from '../../contract/index.js'
import type { ImageProgram } from '../home-image.js'

/** What a fake program comes to: what it prints and its exit code, or why it did not run. */
export type ProgramResult = ImageProgram | Exclude<ExecResult, { outcome: 'exited' | 'not-found' }>

/**
 * A program: what it prints and how it ends; `denied`, `timeout` or `failed` in place of that; or a function that is
 * handed its words, the first of them its name.
 */
export type FakeProgram =
  | ProgramResult
  | ((argv: readonly string[], options: ExecOptions) => ProgramResult | Promise<ProgramResult>)

export interface ProgramsHost {
  readonly platform: ProbeContext['platform']
  readonly env: ProbeContext['env']
  readonly cwd: string
}

const isDenied = (program: FakeProgram): boolean => 'outcome' in program && program.outcome === 'denied'

/** Programs in memory. One that is named without a path is in the first folder on PATH. */
export const createFakePrograms = (
  programs: Readonly<Record<string, FakeProgram>>,
  { platform, env, cwd }: ProgramsHost,
): Pick<ProbeContext, 'exec' | 'which'> & { readonly files: readonly FoundProgram[] } => {
  const path = platform === 'win32' ? win32 : posix
  const folders = [...new Set((env.PATH ?? '').split(path.delimiter).filter((each) => each !== ''))]
  const isNamed = (word: string): boolean => word !== path.basename(word)
  const installed = new Map(
    Object.entries(programs).map(([name, program]) => [
      isNamed(name) ? name : path.join(folders[0] ?? '/usr/bin', name),
      program,
    ]),
  )
  const which = (name: string): readonly FoundProgram[] =>
    name === '' || isNamed(name)
      ? []
      : folders.flatMap((folder) => {
          const program = installed.get(path.join(folder, name))
          if (program === undefined) return []
          return [{ path: path.join(folder, name), executable: !isDenied(program) }]
        })

  return {
    files: [...installed].map(([at, program]) => ({ path: at, executable: !isDenied(program) })),
    which: async (name) => which(name),
    exec: async (argv, options = {}) => {
      const [first = ''] = argv
      if (first === '') return { outcome: 'failed', reason: 'no program was named' }
      const found = which(first)
      const at = isNamed(first)
        ? path.resolve(cwd, first)
        : (found.find(({ executable }) => executable) ?? found[0])?.path
      const program = at === undefined ? undefined : installed.get(at)
      if (program === undefined) return { outcome: 'not-found' }
      const answer = typeof program === 'function' ? await program(argv, options) : program
      if ('outcome' in answer) return answer
      const { code = 0, stdout = '', stderr = '' } = answer
      return { outcome: 'exited', code, stdout, stderr }
    },
  }
}

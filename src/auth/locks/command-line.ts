/** The arguments in a `/proc/<pid>/cmdline`. A program that names itself leaves one, with blanks after it. */
const argumentsOf = (commandLine: string): readonly string[] =>
  commandLine
    .split('\0')
    .map((argument) => argument.trim().replaceAll('\\', '/'))
    .filter((argument) => argument !== '')

const baseName = (path: string): string => path.replace(/^.*\//, '')

const ENTRY = /(?:^|\/)(?:dist\/(?:index|entry)\.m?js|scripts\/run-node\.mjs|clawdbot(?:\.mjs)?)$/

/** Whether a process is a gateway: by the name it gives itself, or by what it was started as. */
export const isGateway = (commandLine: string): boolean => {
  const [program = '', ...rest] = argumentsOf(commandLine)
  if (baseName(program) === 'clawdbot-gateway') return true
  return rest.includes('gateway') && [program, ...rest].some((argument) => ENTRY.test(argument))
}

/** The program's own name; null where there is none, or it is more than a name. Arguments may hold secrets. */
export const programName = (commandLine: string): string | null => {
  const [program = ''] = argumentsOf(commandLine)
  const name = baseName(program)
  return /^[\w.-]{1,32}$/.test(name) ? name : null
}

import { EXIT } from '../report/exit-code.js'
import type { ErrorDocument } from '../report/schema.js'
import { Refusal } from './refusal.js'

/** What a failed run says, and the code it ends with. */
export interface Failure {
  readonly document: ErrorDocument
  readonly exitCode: number
}

/** How oclif ends a command that has said everything itself, such as `--help`: its exit code. Null for anything else. */
export const plannedExit = (error: unknown): number | null =>
  isOfOclif(error) && error.code === 'EEXIT' ? (error.oclif.exit ?? EXIT.healthy) : null

/** Whatever was thrown, as the shared error document: never a stack, and always a next step. */
export const failureOf = (error: unknown, cli: string, argv: readonly string[]): Failure => {
  if (error instanceof Refusal) {
    const { code, hint, exitCode } = error
    return failure(code, sentence(error.message.replace(PARSING, '')), hint, exitCode)
  }
  if (isOfOclif(error)) {
    const [, id] = /^command (.*) not found\.?$/is.exec(error.message) ?? []
    if (id !== undefined)
      return failure(
        'UNKNOWN_COMMAND',
        `There is no command \`${id.replaceAll(':', ' ')}\`.`,
        `Run \`${cli} help\`.`,
      )
    return failure('BAD_FLAG', flagMessage(error.message), `Run \`${cli} ${helpWords(argv)}\`.`)
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'something unknown was thrown'
  return failure(
    'CRASH',
    `This is a fault in clawdbot-doctor itself: ${message}`,
    'Please report it, with the command you ran and this message.',
  )
}

const failure = (
  code: string,
  message: string,
  hint: string | null,
  exitCode: number = EXIT.couldNotRun,
): Failure => ({ document: { error: { code, message, hint } }, exitCode })

interface OclifError extends Error {
  readonly oclif: { readonly exit?: number }
  readonly code?: string
}

/** Told by its mark: the class itself is not loaded before it is known that there is a home. */
const isOfOclif = (error: unknown): error is OclifError =>
  error instanceof Error && 'oclif' in error && typeof error.oclif === 'object' && error.oclif !== null

/** oclif puts this before whatever a flag's own parser throws, and a hint of its own after every message. */
const PARSING = /^Parsing --\S+\s+/
const HELP_HINT = /\s*See more help with --help\s*$/

const sentence = (message: string): string => message.replace(HELP_HINT, '').replaceAll(/\s+/g, ' ').trim()

/** oclif's words for a flag that does not fit, in one line and without its programmer's turns. */
const flagMessage = (message: string): string =>
  sentence(message)
    .replace(/^Parsing (--\S+) /, '$1: ')
    .replace(/^The following errors? occurred: /, '')
    .replace(/^Nonexistent flags?: (.*)$/, 'There is no flag $1.')
    .replace(
      /^Missing \d+ required args?: (\S+) (.*)$/,
      (_, arg: string, text: string) =>
        `${arg.toUpperCase()} is missing: ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
    )
    .replace(/All of the following must be provided when using (--\S+): (--\S+)/g, '$1 needs $2.')
    .replace(/(--[\w-]+)=\S+ cannot also be provided when using (--\S+)/g, '$1 and $2 exclude each other.')

const helpWords = (argv: readonly string[]): string => {
  const flag = argv.findIndex((word) => word.startsWith('-'))
  return [...argv.slice(0, flag < 0 ? argv.length : flag), '--help'].join(' ')
}

import { Config, Errors, run } from '@oclif/core'
import { EXIT } from '../report/exit-code.js'
import type { ErrorDocument } from '../report/schema.js'
import { calledAs } from './called-as.js'
import { drained, printErr, printJson, redact } from './output.js'
import { Refusal } from './refusal.js'

/**
 * Runs one command line and exits. Whatever goes wrong becomes the shared error document or its text, and exit code
 * 3; there is no other way out.
 */
export const main = async (argv: readonly string[], root: string): Promise<never> => {
  const cli = calledAs(process.argv[1] ?? '', process.env, process.cwd())
  try {
    const config = await Config.load({ root, userPlugins: false, devPlugins: false })
    config.bin = cli
    await run([...argv], config)
  } catch (error) {
    if (!isPlannedExit(error)) tellError(errorDocument(error, cli), isJson(argv))
    process.exitCode = exitCodeOf(error)
  }
  await drained()
  process.exit()
}

const isJson = (argv: readonly string[]): boolean => {
  const end = argv.indexOf('--')
  return argv.slice(0, end < 0 ? argv.length : end).includes('--json')
}

/** How oclif ends a command that has said everything itself, such as `--help`. */
const isPlannedExit = (error: unknown): error is Errors.ExitError => error instanceof Errors.ExitError

const exitCodeOf = (error: unknown): number => {
  if (isPlannedExit(error)) return error.oclif.exit ?? EXIT.healthy
  return error instanceof Refusal ? error.exitCode : EXIT.couldNotRun
}

const errorDocument = (error: unknown, cli: string): ErrorDocument => {
  if (error instanceof Refusal)
    return { error: { code: error.code, message: error.message, hint: error.hint } }
  if (error instanceof Errors.CLIError) {
    const isUnknown = /^command .* not found$/.test(error.message)
    return {
      error: {
        code: isUnknown ? 'UNKNOWN_COMMAND' : 'BAD_FLAG',
        message: withoutHelpHint(error.message),
        hint: `Run \`${cli} ${isUnknown ? 'help' : helpWords(process.argv.slice(2))}\`.`,
      },
    }
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'something unknown was thrown'
  return {
    error: {
      code: 'CRASH',
      message: `This is a fault in clawdbot-doctor itself: ${message}`,
      hint: 'Please report it, with the command you ran and this message.',
    },
  }
}

/** oclif ends a parse error with a hint of its own. */
const withoutHelpHint = (message: string): string => message.replace(/\s*See more help with --help\s*$/, '')

const helpWords = (argv: readonly string[]): string => {
  const flag = argv.findIndex((word) => word.startsWith('-'))
  return [...argv.slice(0, flag < 0 ? argv.length : flag), '--help'].join(' ')
}

const tellError = (document: ErrorDocument, json: boolean): void => {
  if (json) {
    printJson(document)
    return
  }
  const { message, hint } = document.error
  printErr(`✖ error: ${redact(message)}\n${hint === null ? '' : `  next  ${hint}\n`}`)
}

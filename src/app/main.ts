import { messageOf } from '../engine/message-of.js'
import { codeOf } from '../ports/errno.js'
import { homeOf, platformOf } from '../ports/host.js'
import { problem } from '../report/block.js'
import { nagiosUnknown } from '../report/formats/nagios-text.js'
import { calledAs, PACKAGE } from './called-as.js'
import { endOnSignal } from './end-on-signal.js'
import { failureOf, plannedExit } from './error-document.js'
import { type KnownPlugins, pluginsFor } from './explicit-plugin.js'
import { printErr, printFailure, printOut, redact } from './output.js'
import { manifest } from './package-root.js'
import { settlePlain } from './plain.js'
import { noHome, Refusal } from './refusal.js'
import { drained, watchStreams } from './standard-streams.js'
import { stdoutFormat } from './stdout-format.js'
import { errorStyle } from './style.js'

/**
 * Runs one command line and exits. Whatever goes wrong, a signal included, becomes the shared error document or its
 * text, and exit code 3; there is no other way out. `known` are oclif's plugins, where they need not be looked for in the
 * folder `root`.
 */
export const main = async (argv: readonly string[], root: string, known?: KnownPlugins): Promise<never> => {
  settlePlain(argv, process.env)
  const cli = calledAs(process.argv[1] ?? '', process.env, process.cwd())
  let hasFailedOutput = false
  const fail = (error: unknown): void => {
    const { document, exitCode } = failureOf(error, cli, argv)
    const { message, hint } = document.error
    const asked = hasFailedOutput ? null : stdoutFormat(argv)
    if (asked === 'json') printFailure(document)
    else if (asked === 'nagios') printOut(nagiosUnknown([message, hint ?? ''].join(' ')))
    else printErr(`${problem(errorStyle(), 'error', redact(message), hint)}\n`)
    process.exitCode = exitCode
  }
  const end = (error: unknown): void => {
    fail(error)
    process.exit()
  }
  endOnSignal((signal) => end(new Refusal('INTERRUPTED', STOPPED[signal] ?? `Stopped by ${signal}.`, null)))
  process.on('uncaughtException', end)
  watchStreams((stream, error) => {
    // Whoever read it has gone away, as `head` does: there is nobody left to tell.
    if (['EPIPE', 'EIO'].includes(codeOf(error))) return
    hasFailedOutput = stream === 'stdout'
    end(new Refusal('OUTPUT_FAILED', `The output could not be written: ${messageOf(error)}.`, null))
  })
  try {
    if (homeOf(process.env, platformOf(process.platform)) === '') throw noHome()
    refuseFlagsOfTopic(argv, cli)
    // Loaded only here, because loading it takes for granted that there is a home.
    const { run } = await import('@oclif/core')
    const pjson = named(cli, argv)
    const plugins =
      known && new Map((await pluginsFor(argv, known, pjson)).map((plugin) => [plugin.name, plugin]))
    await run([...argv], { root, pjson, ...(plugins && { plugins }), userPlugins: false, devPlugins: false })
  } catch (error) {
    const exitCode = plannedExit(error)
    if (exitCode === null) fail(error)
    else process.exitCode = exitCode
  }
  await drained()
  process.exit()
}

/** oclif shows a topic's help whatever flags follow it: a monitor that runs `models --check` would be content for ever. */
const refuseFlagsOfTopic = (argv: readonly string[], cli: string): void => {
  const end = argv.findIndex((word) => word.startsWith('-'))
  const words = end < 0 ? argv : argv.slice(0, end)
  const flag = argv.slice(words.length).find((word) => !['--help', '-h', '--json'].includes(word))
  const isTopic = Object.hasOwn(manifest.oclif.topics, words.join(':'))
  if (!isTopic || (flag === undefined && !argv.includes('--json'))) return
  const message = `\`${words.join(' ')}\` is not a command of its own, so it takes no ${flag ?? '--json'}.`
  throw new Refusal('BAD_FLAG', message, `Run \`${cli} ${words.join(' ')} --help\`.`)
}

const STOPPED: Readonly<Partial<Record<NodeJS.Signals, string>>> = { SIGINT: 'Stopped at your request.' }

/**
 * The manifest under the name this program was called by, which help then shows too. A shell completes single words
 * only, so completion is for the installed name where it was called by several.
 */
const named = (cli: string, argv: readonly string[]) => {
  const bin = argv[0] === 'autocomplete' && cli.includes(' ') ? PACKAGE : cli
  return { ...manifest, oclif: { ...manifest.oclif, bin } }
}

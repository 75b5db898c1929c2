import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CliOptions, type CliResult, runCli } from './cli.js'

/** Loaded before the program: writes down each path below HOME that any call of `node:fs` is given. */
const WATCH = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve } from 'node:path'
const note = fs.appendFileSync
const watch = (owner) => {
  for (const [name, call] of Object.entries(owner)) {
    if (typeof call !== 'function' || /^[A-Z_]/.test(name)) continue
    owner[name] = function (path, ...rest) {
      const at = typeof path === 'string' ? resolve(path) : ''
      if (at.startsWith(process.env.HOME)) note(process.env.WATCHED, name + ' ' + at.slice(process.env.HOME.length) + '\\n')
      return call.call(this, path, ...rest)
    }
    Object.assign(owner[name], call)
  }
}
watch(fs)
watch(fs.promises)
syncBuiltinESMExports()
`

/** Runs the program as `runCli` does; `touched` are its calls about anything below the home. */
export const watchedCli = async (
  args: readonly string[],
  options: CliOptions,
): Promise<CliResult & { readonly touched: readonly string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-watch-'))
  const [program, log] = [join(folder, 'watch.mjs'), join(folder, 'touched')]
  writeFileSync(program, WATCH)
  writeFileSync(log, '')
  const env = { ...options.env, NODE_OPTIONS: `--import=${pathToFileURL(program)}`, WATCHED: log }
  const result = await runCli(args, { ...options, env })
  return { ...result, touched: readFileSync(log, 'utf8').split('\n').filter(Boolean) }
}

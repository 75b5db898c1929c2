import { basename, relative, sep } from 'node:path'

/** Set by the Windows shim that `alias install` writes, where a script cannot see what it was called as. */
export const CALLED_AS = 'CLAWDBOT_DOCTOR_CALLED_AS'

export const PACKAGE = 'clawdbot-doctor'

/**
 * The words that call this program the way it was called now, so that every command it prints can be copied:
 * `clawdbot`, `clawdbot-doctor`, `npx clawdbot-doctor`, or `node bin/run.js` in a clone.
 */
export const calledAs = (
  script: string,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): string => {
  const told = env[CALLED_AS]
  if (told === 'clawdbot' || told === PACKAGE) return told
  const name = basename(script)
  const isInstalled = script.split(sep).includes('node_modules')
  const isOwnFile = name === 'run.js' || name === 'dev.js'
  if (isOwnFile && !isInstalled) {
    const fromHere = relative(cwd, script)
    return `node ${fromHere.startsWith('..') ? script : fromHere}`
  }
  const command = isOwnFile ? PACKAGE : name
  return env.npm_command === 'exec' ? `npx ${command}` : command
}

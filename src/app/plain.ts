type Env = Readonly<Record<string, string | undefined>>

const PLAIN = 'CLAWDBOT_DOCTOR_PLAIN'

/** Whether words and whole lines are wanted, for a screen reader or a terminal that can do no more. */
export const wantsPlain = (env: Env): boolean => isOn(env[PLAIN]) || env.TERM === 'dumb'

const isOn = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0'

/**
 * What `--plain` in a command line, or the variable, means for everything this process and its children print: for
 * errors before the flags are read, for help, for prompts, for `claude`. Changes `env`.
 */
export const settlePlain = (argv: readonly string[], env: Record<string, string | undefined>): void => {
  const end = argv.indexOf('--')
  const isAsked = argv.slice(0, end < 0 ? argv.length : end).includes('--plain')
  if (!isAsked && !isOn(env[PLAIN])) return
  env[PLAIN] = '1'
  env.NO_COLOR = '1'
  delete env.FORCE_COLOR
}

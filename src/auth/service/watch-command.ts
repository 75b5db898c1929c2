/** What this program installs to watch, under one name wherever it is installed. */
export const WATCH_UNIT = 'clawdbot-doctor-watch'
export const WATCH_LABEL = 'com.clawdbot-doctor.watch'

/**
 * Whether a command, as it is written anywhere, tells of credentials that end: `clawdbot` itself, this program, or its
 * script, which asks for their state. What a shell puts after a word, as in `doctor;`, is not of it.
 */
export const isWatchCommand = (command: string): boolean => {
  const words = command.split(/\s+/)
  const program = words.findIndex((word) => /\bclawdbot\b/.test(word))
  if (program === -1) return false
  const rest = words.slice(program + 1)
  if (rest.some((word) => /^doctor(?![\w-])/.test(word))) return true
  const status = rest.findIndex((word, at) => rest[at - 1] === 'models' && /^status\b/.test(word))
  return status !== -1 && rest.slice(status + 1).some((word) => /^--check\b/.test(word))
}

/** The commands of a crontab: comments, variables and blank lines are none. */
export const cronCommands = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !/^\w+\s*=/.test(line))

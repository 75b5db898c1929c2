/** What this program installs to watch, under one name wherever it is installed. */
export const WATCH_UNIT = 'clawdbot-doctor-watch'
export const WATCH_LABEL = 'com.clawdbot-doctor.watch'

/** `clawdbot` itself, this program, or its script, which asks for the state of the credentials. */
const WATCHES = /\b(clawdbot|clawdbot-doctor)\b.*\s(models\s+status\b.*\s--check\b|doctor(\s|$))/

/** Whether a command, as it is written anywhere, tells of credentials that end. */
export const isWatchCommand = (command: string): boolean => WATCHES.test(command)

/** The commands of a crontab: comments, variables and blank lines are none. */
export const cronCommands = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !/^\w+\s*=/.test(line))

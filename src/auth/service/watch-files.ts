import { shellWord } from '../../contract/shell-words.js'
import { escapeXml } from './escape-xml.js'
import { quoteUnitWord } from './unit-words.js'
import { WATCH_LABEL } from './watch-command.js'

export interface Watch {
  /** The words that start this program. */
  readonly program: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

const ARGUMENTS = ['models', 'status', '--check']

const commandOf = ({ program }: Watch): readonly string[] => [
  ...(program.length > 0 ? program : ['clawdbot-doctor']),
  ...ARGUMENTS,
]

const PLAIN = /^[\w@+=:,./-]+$/

/** In a command systemd would put in a variable for `$`. */
const commandWord = (word: string): string =>
  PLAIN.test(word) ? word : quoteUnitWord(word).replaceAll('$', '$$$$')

/** Runs once and ends with the exit code of the command: 1 or 2 leave it failed, which systemd shows and logs. */
export const watchService = (watch: Watch): string =>
  [
    '[Unit]',
    'Description=Tells when a model credential of Clawdbot has ended or is about to',
    '',
    '[Service]',
    'Type=oneshot',
    ...Object.entries(watch.variables).map(
      ([name, value]) => `Environment=${quoteUnitWord(`${name}=${value}`)}`,
    ),
    `ExecStart=${commandOf(watch).map(commandWord).join(' ')}`,
    '',
  ].join('\n')

/** Once a day, made up for after the machine was off. */
export const watchTimer = (): string =>
  [
    '[Unit]',
    "Description=Looks after Clawdbot's model credentials every day",
    '',
    '[Timer]',
    'OnCalendar=daily',
    'RandomizedDelaySec=1h',
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ].join('\n')

/** A launchd agent that runs the same once a day; what it says goes to the folder of the gateway's logs. */
export const watchPlist = (watch: Watch, logPath: string): string => {
  const text = (word: string): string => `<string>${escapeXml(word)}</string>`
  const variables = Object.entries(watch.variables).map(
    ([name, value]) => `    <key>${escapeXml(name)}</key>${text(value)}`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    `  <key>Label</key>${text(WATCH_LABEL)}`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...commandOf(watch).map((word) => `    ${text(word)}`),
    '  </array>',
    ...(variables.length === 0
      ? []
      : ['  <key>EnvironmentVariables</key>', '  <dict>', ...variables, '  </dict>']),
    '  <key>StartInterval</key><integer>86400</integer>',
    '  <key>RunAtLoad</key><true/>',
    `  <key>StandardOutPath</key>${text(logPath)}`,
    `  <key>StandardErrorPath</key>${text(logPath)}`,
    '</dict>',
    '</plist>',
    '',
  ].join('\n')
}

/** A line for `crontab -e`, for systems that have nothing else. */
export const cronLine = (watch: Watch): string => {
  const variables = Object.entries(watch.variables).map(([name, value]) => `${name}=${shellWord(value)}`)
  // In a crontab a bare percent sign ends the line.
  return ['17 6 * * *', ...variables, ...commandOf(watch).map(shellWord)].join(' ').replaceAll('%', '\\%')
}

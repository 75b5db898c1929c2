import { readLaunchAgent } from '../../../src/auth/service/launch-agent.js'
import { parseUnitFile } from '../../../src/auth/service/unit-file.js'
import { SYSTEM_UNIT_FOLDERS, userUnitFolders } from '../../../src/auth/service/unit-folders.js'
import { unitWords } from '../../../src/auth/service/unit-words.js'
import {
  cronCommands,
  isWatchCommand,
  WATCH_LABEL,
  WATCH_UNIT,
} from '../../../src/auth/service/watch-command.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { readPlist } from './property-list.js'

/** Something that asks for the state of the credentials at regular times. */
export interface Watcher {
  readonly kind: 'timer' | 'cron' | 'launchd'
  /** The unit, the crontab or the property list that says so. */
  readonly name: string
  /** False for a timer that nothing starts. */
  readonly enabled: boolean
}

export const watchers = defineFact({
  id: 'host/watchers',
  collect: async (context): Promise<readonly Watcher[]> => {
    if (context.platform === 'win32') return []
    const found = await Promise.all([
      context.platform === 'darwin' ? launchdWatchers(context) : timers(context),
      crontabs(context),
    ])
    return found.flat()
  },
})

const namesIn = async ({ fs }: ProbeContext, folder: string, ending: string): Promise<readonly string[]> => {
  const listed = await fs.list(folder)
  return listed.state === 'ok' ? listed.names.filter((name) => name.endsWith(ending)) : []
}

const timers = async (context: ProbeContext): Promise<readonly Watcher[]> => {
  const { fs } = context
  // What a distribution brings in /usr/lib never watches a bot.
  const folders = [...userUnitFolders(context), ...SYSTEM_UNIT_FOLDERS].filter(
    (folder) => !folder.startsWith('/usr/'),
  )
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await namesIn(context, folder, '.timer')
      return Promise.all(
        names.map(async (timer): Promise<Watcher[]> => {
          const read = await fs.readText(`${folder}/${timer}`)
          if (read.state !== 'ok') return []
          const named = parseUnitFile(read.text).findLast(({ key }) => key === 'Unit')?.value
          const service = named ?? timer.replace(/\.timer$/, '.service')
          const started = await fs.readText(`${folder}/${service}`)
          if (started.state !== 'ok') return []
          const commands = parseUnitFile(started.text).filter(({ key }) => key === 'ExecStart')
          const watches = commands.some(({ value }) => isWatchCommand(unitWords(value).join(' ')))
          if (!watches && timer !== `${WATCH_UNIT}.timer`) return []
          return [{ kind: 'timer', name: timer, enabled: await isEnabled(timer, folder, context) }]
        }),
      )
    }),
  )
  const all = found.flat(2)
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index)
}

/** As `systemctl enable` leaves it: a link in the folder of what wants it. */
const isEnabled = async (timer: string, folder: string, context: ProbeContext): Promise<boolean> => {
  const wanting = await namesIn(context, folder, '.wants')
  const stats = await Promise.all(wanting.map((name) => context.fs.stat(`${folder}/${name}/${timer}`)))
  return stats.some(({ state }) => state === 'ok')
}

const CRONTAB_MS = 2000

const crontabs = async (context: ProbeContext): Promise<readonly Watcher[]> => {
  const files = [
    '/etc/crontab',
    ...(await namesIn(context, '/etc/cron.d', '')).map((name) => `/etc/cron.d/${name}`),
  ]
  const [own, ...read] = await Promise.all([
    context.exec(['crontab', '-l'], { timeoutMs: CRONTAB_MS }),
    ...files.map((path) => context.fs.readText(path)),
  ])
  const texts = [
    { name: 'crontab', text: own.outcome === 'exited' && own.code === 0 ? own.stdout : '' },
    ...read.map((file, index) => ({ name: files[index] ?? '', text: file.state === 'ok' ? file.text : '' })),
  ]
  return texts
    .filter(({ text }) => cronCommands(text).some(isWatchCommand))
    .map(({ name }) => ({ kind: 'cron', name, enabled: true }))
}

const launchdWatchers = async (context: ProbeContext): Promise<readonly Watcher[]> => {
  const folders = [`${context.home}/Library/LaunchAgents`, '/Library/LaunchAgents', '/Library/LaunchDaemons']
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await namesIn(context, folder, '.plist')
      return Promise.all(
        names.map(async (name): Promise<Watcher[]> => {
          const read = await readPlist(`${folder}/${name}`, context)
          if (read.state !== 'ok') return []
          const { command, disabled } = readLaunchAgent(read.value)
          const watches = isWatchCommand(command.join(' ')) || name === `${WATCH_LABEL}.plist`
          return watches ? [{ kind: 'launchd', name, enabled: !disabled }] : []
        }),
      )
    }),
  )
  return found.flat(2)
}

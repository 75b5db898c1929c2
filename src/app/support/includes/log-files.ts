import { isUtf8 } from 'node:buffer'
import { isMapping } from '../../../auth/mapping.js'
import { expandUserPath, pathOf, stateDir } from '../../../auth/paths.js'
import { MachineError } from '../../../ports/machine-error.js'
import { LeadsOutError, NotOwnError, readEnd } from '../../../ports/read-end.js'
import { NotRegularError } from '../../../ports/regular-file.js'
import type { Probes } from '../../../ports/types.js'
import type { PolicedRun } from '../../open-policed-run.js'
import { rawConfig } from './config-files.js'
import type { FoundFile } from './included-file.js'

/** Of each log: what happened last is what matters. */
const MOST_BYTES = 256 * 1024

/** Where a gateway writes one log a day unless its config names a file. Everybody may write there. */
const SHARED = '/tmp/clawdbot'
const DAILY = /^clawdbot-\d{4}-\d\d-\d\d\.log$/
const DAYS = 3

interface LogPlace {
  readonly path: string
  /** Whether other users may have put something there. */
  readonly isShared: boolean
  /** The folder that it was listed in. Whoever asks for its logs asks for no file elsewhere. */
  readonly folder?: string
}

/** The ends of the gateway's logs: where its config says, what its service prints, and the last days of its own. */
export const logFiles = async (opened: PolicedRun): Promise<readonly FoundFile[]> => {
  const { probes } = opened.run.machine
  const places = [...(await namedLog(opened)), ...(await serviceLogs(probes)), ...(await dailyLogs(probes))]
  const found = await Promise.all(places.map((place) => readLog(place, probes)))
  return found.flatMap((file) => (file === null ? [] : [file]))
}

const namedLog = async (opened: PolicedRun): Promise<readonly LogPlace[]> => {
  const logging = (await rawConfig(opened))?.logging
  const file = isMapping(logging) ? logging.file : null
  if (typeof file !== 'string' || file.trim() === '') return []
  return [{ path: expandUserPath(opened.run.machine.probes, file), isShared: false }]
}

const serviceLogs = async (probes: Probes): Promise<readonly LogPlace[]> => {
  const { join } = pathOf(probes.platform)
  const folder = join(stateDir(probes), 'logs')
  const listed = await probes.fs.list(folder)
  if (listed.state !== 'ok') return []
  return listed.names
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ path: join(folder, name), isShared: false, folder }))
}

const dailyLogs = async ({ fs, platform, user }: Probes): Promise<readonly LogPlace[]> => {
  if (platform === 'win32') return []
  const folder = await fs.stat(SHARED)
  if (folder.state !== 'ok' || folder.isLink || folder.uid !== user.uid) return []
  const listed = await fs.list(SHARED)
  const names = listed.state === 'ok' ? listed.names.filter((name) => DAILY.test(name)) : []
  return names.slice(-DAYS).map((name) => ({ path: `${SHARED}/${name}`, isShared: true }))
}

const readLog = async ({ path, isShared, folder }: LogPlace, { user }: Probes): Promise<FoundFile | null> => {
  const leftOut = (reason: string): FoundFile => ({
    kind: 'logs',
    path,
    found: { state: 'left-out', reason },
  })
  try {
    const { bytes, size } = await readEnd(path, {
      most: MOST_BYTES,
      ...(isShared ? { ownedBy: user.uid } : {}),
      ...(folder === undefined ? {} : { within: folder }),
    })
    const cut = size > bytes.length
    const whole = cut ? fromLineStart(bytes) : bytes
    if (!isUtf8(whole) || whole.includes(0)) return leftOut('it is not text')
    return {
      kind: 'logs',
      path,
      found: { state: 'ok', content: { text: whole.toString('utf8') }, bytes: size, cut },
    }
  } catch (error) {
    if (error instanceof MachineError && error.code === 'absent') return null
    if (error instanceof MachineError)
      return leftOut(error.code === 'denied' ? 'it may not be read by this user' : 'it could not be read')
    if (error instanceof NotOwnError) return leftOut('another user may have put it there')
    if (error instanceof LeadsOutError) return leftOut('it is a link to a file elsewhere')
    if (error instanceof NotRegularError) return leftOut('it is not a regular file')
    throw error
  }
}

const NEWLINE = 0x0a

/** Half a line may hold half a token, which nobody could know for one. */
const fromLineStart = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(NEWLINE)
  return end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 1)
}

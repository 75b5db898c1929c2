import { isGateway } from '../../../src/auth/locks/command-line.js'
import {
  type GatewayLock,
  gatewayLockFolder,
  isGatewayLockName,
  parseGatewayLock,
} from '../../../src/auth/service/gateway-lock.js'
import {
  bootTime,
  parseProcessGroup,
  parseProcessRecord,
  startedAt,
} from '../../../src/auth/service/process-record.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'

/** A gateway that runs as this user, outside of containers that this is not in itself. */
export interface GatewayProcess {
  readonly pid: number
  readonly parent: number
  /** Unix milliseconds. */
  readonly startedAt: number
  /** The systemd units it belongs to, the innermost last. */
  readonly units: readonly string[]
  /** Of the gateway, where it has written that down; else null. */
  readonly configPath: string | null
}

/** `seen`: whether processes can be looked at here at all. Only Linux shows them as files. */
export interface GatewayProcesses {
  readonly seen: boolean
  readonly processes: readonly GatewayProcess[]
}

export const processes = defineFact({
  id: 'gateway/processes',
  collect: async (context): Promise<GatewayProcesses> => {
    const listed = context.platform === 'linux' ? await context.fs.list('/proc') : null
    if (listed?.state !== 'ok') return { seen: false, processes: [] }
    const ids = listed.names.filter((name) => /^\d+$/.test(name))
    const commandLines = await Promise.all(ids.map((id) => textOf(`/proc/${id}/cmdline`, context)))
    const found = ids.filter((_, index) => isGateway(commandLines[index] ?? ''))
    if (found.length === 0) return { seen: true, processes: [] }
    const [boot, own, locks] = await Promise.all([
      textOf('/proc/stat', context),
      textOf('/proc/self/cgroup', context),
      gatewayLocks(context),
    ])
    const machine = {
      boot: bootTime(boot ?? '') ?? 0,
      container: parseProcessGroup(own ?? '').container,
      locks,
    }
    const looked = await Promise.all(found.map((id) => look(id, machine, context)))
    return { seen: true, processes: looked.filter((each) => each !== null) }
  },
})

const textOf = async (path: string, { fs }: ProbeContext): Promise<string | null> => {
  const found = await fs.readText(path)
  return found.state === 'ok' ? found.text : null
}

interface Machine {
  readonly boot: number
  readonly container: string | null
  readonly locks: readonly GatewayLock[]
}

const look = async (
  id: string,
  { boot, container, locks }: Machine,
  context: ProbeContext,
): Promise<GatewayProcess | null> => {
  const [stat, record, group] = await Promise.all([
    context.fs.stat(`/proc/${id}`),
    textOf(`/proc/${id}/stat`, context),
    textOf(`/proc/${id}/cgroup`, context),
  ])
  const parsed = parseProcessRecord(record ?? '')
  const { units, container: its } = parseProcessGroup(group ?? '')
  if (stat.state !== 'ok' || stat.uid !== context.user.uid || parsed === null || its !== container)
    return null
  const pid = Number(id)
  const lock = locks.find(
    (each) => each.pid === pid && (each.startTicks === null || each.startTicks === parsed.startTicks),
  )
  return {
    pid,
    parent: parsed.parent,
    startedAt: startedAt(parsed, boot),
    units,
    configPath: lock?.configPath ?? null,
  }
}

const gatewayLocks = async (context: ProbeContext): Promise<readonly GatewayLock[]> => {
  const folder = gatewayLockFolder(context.env, context.user.uid)
  const listed = await context.fs.list(folder)
  const names = listed.state === 'ok' ? listed.names.filter(isGatewayLockName) : []
  const texts = await Promise.all(names.map((name) => textOf(`${folder}/${name}`, context)))
  return texts.map((text) => parseGatewayLock(text ?? '')).filter((lock) => lock !== null)
}

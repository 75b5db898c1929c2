import { isGateway, programName } from '../../../src/auth/locks/command-line.js'
import { type GatewayAnswer, readGatewayAnswer } from '../../../src/auth/service/gateway-answer.js'
import { parseTcpListeners, socketOf, type TcpListener } from '../../../src/auth/service/tcp-listeners.js'
import { gatewayUnits } from '../../../src/auth/service/unit-files.js'
import { SYSTEM_UNIT_FOLDERS, userUnitFolders } from '../../../src/auth/service/unit-folders.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { type GatewayProcess, processes } from './processes.js'
import { settings } from './settings.js'

/** Who listens on the gateway's port. */
export interface GatewayPort {
  /** Null where nobody could tell, or there is no gateway here. */
  readonly listening: boolean | null
  /** The process that does, of those that may be looked at. */
  readonly owner: { readonly pid: number; readonly program: string | null } | null
  /** Null where it was not asked, since it is known who listens. */
  readonly answer: GatewayAnswer | null
  /** The ports of each gateway process, in ascending order: the gateway's own is followed by those of its helpers. */
  readonly ofProcesses: readonly { readonly pid: number; readonly ports: readonly number[] }[]
}

export const port = defineFact({
  id: 'gateway/port',
  needs: { settings, processes },
  collect: async (context, { settings, processes: { processes } }): Promise<GatewayPort> => {
    if (context.platform === 'linux' && processes.length === 0 && !(await isInstalled(context)))
      return UNASKED
    const listeners = await tcpListeners(context)
    if (listeners === null) return asked(await ask(context, settings))
    const sockets = await Promise.all(processes.map(({ pid }) => socketsOf(String(pid), context)))
    const ofProcesses = processes.map(({ pid }: GatewayProcess, index) => ({
      pid,
      ports: [
        ...new Set(listeners.filter(({ inode }) => sockets[index]?.has(inode)).map(({ port }) => port)),
      ].sort((a, b) => a - b),
    }))
    const here = listeners.filter((each) => each.port === settings.port)
    const known = { listening: here.length > 0, ofProcesses }
    const gateway = ofProcesses.find(({ ports }) => ports.includes(settings.port))
    if (gateway !== undefined)
      return { ...known, owner: { pid: gateway.pid, program: null }, answer: 'gateway' }
    if (here.length === 0) return { ...known, owner: null, answer: null }
    const [owner, answer] = await Promise.all([ownerOf(here, context), ask(context, settings)])
    return { ...known, owner: owner?.process ?? null, answer: owner?.isGateway ? 'gateway' : answer }
  },
})

const UNASKED: GatewayPort = { listening: null, owner: null, answer: null, ofProcesses: [] }

/**
 * Whether anything on a Linux machine can start a gateway. Where nothing can, its port is nobody's business; and to tell who
 * listens, the kernel walks through the tables of all its connections, which takes it some 10 ms.
 */
const isInstalled = async (context: ProbeContext): Promise<boolean> => {
  const { which, fs, home, user, env } = context
  if ((await which('clawdbot')).some(({ executable }) => executable)) return true
  const manager = { home, userName: user.name, uid: user.uid, env }
  const found = await Promise.all([
    gatewayUnits(userUnitFolders(context), { ...manager, scope: 'user' }, fs),
    gatewayUnits(SYSTEM_UNIT_FOLDERS, { ...manager, scope: 'system' }, fs),
  ])
  return found.flat().length > 0
}

const asked = (answer: GatewayAnswer): GatewayPort => ({
  listening: answer === 'not-asked' ? null : answer !== 'refused',
  owner: null,
  answer,
  ofProcesses: [],
})

/** Null where the system does not show them. */
const tcpListeners = async ({ fs, platform }: ProbeContext): Promise<readonly TcpListener[] | null> => {
  if (platform !== 'linux') return null
  const found = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => fs.readText(path)))
  const texts = found.flatMap((each) => (each.state === 'ok' ? [each.text] : []))
  return texts.length === 0 ? null : texts.flatMap(parseTcpListeners)
}

/** The sockets that a process has open; none of one that may not be looked at. */
const socketsOf = async (pid: string, { fs }: ProbeContext): Promise<ReadonlySet<number>> => {
  const listed = await fs.list(`/proc/${pid}/fd`)
  const names = listed.state === 'ok' ? listed.names : []
  const stats = await Promise.all(names.map((name) => fs.stat(`/proc/${pid}/fd/${name}`)))
  const sockets = stats.map((stat) => (stat.state === 'dangling-link' ? socketOf(stat.target) : null))
  return new Set(sockets.filter((socket) => socket !== null))
}

const ownerOf = async (listeners: readonly TcpListener[], context: ProbeContext) => {
  const { fs, user } = context
  if (!listeners.some(({ uid }) => uid === user.uid) && user.uid !== 0) return null
  const listed = await fs.list('/proc')
  for (const pid of listed.state === 'ok' ? listed.names.filter((name) => /^\d+$/.test(name)) : []) {
    const sockets = await socketsOf(pid, context)
    if (!listeners.some(({ inode }) => sockets.has(inode))) continue
    const read = await fs.readText(`/proc/${pid}/cmdline`)
    const commandLine = read.state === 'ok' ? read.text : ''
    return {
      process: { pid: Number(pid), program: programName(commandLine) },
      isGateway: isGateway(commandLine),
    }
  }
  return null
}

const ANSWER_MS = 1500
const MOST_BYTES = 64 * 1024

const ask = async (
  { net, env, signal }: ProbeContext,
  { port, tls, onLoopback }: { readonly port: number; readonly tls: boolean; readonly onLoopback: boolean },
): Promise<GatewayAnswer> => {
  const isProxied = Object.entries(env).some(([name, value]) => /^https?_proxy$/i.test(name) && value?.trim())
  // A proxy would answer for itself, and elsewhere than on this machine.
  if (isProxied || !onLoopback || port > 65_535) return 'not-asked'
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}/`
  const headers = { accept: 'text/html' }
  return readGatewayAnswer(
    await net.request({ method: 'GET', url, headers, timeoutMs: ANSWER_MS, maxBytes: MOST_BYTES, signal }),
  )
}

import { isGateway, programName } from '../../../src/auth/locks/command-line.js'
import { type GatewayAnswer, readGatewayAnswer } from '../../../src/auth/service/gateway-answer.js'
import { socketOf, type TcpListener } from '../../../src/auth/service/tcp-listeners.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { listeners } from './listeners.js'
import { type GatewayProcess, processes } from './processes.js'
import { settings } from './settings.js'

/** Who listens on the gateway's port. */
export interface GatewayPort {
  /** Null where nobody could tell. */
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
  needs: { settings, processes, listeners },
  collect: async (context, { settings, processes: { processes }, listeners }): Promise<GatewayPort> => {
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

const asked = (answer: GatewayAnswer): GatewayPort => ({
  listening: answer === 'not-asked' ? null : answer !== 'refused',
  owner: null,
  answer,
  ofProcesses: [],
})

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

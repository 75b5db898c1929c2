import { isGateway, programName } from '../../../src/auth/locks/command-line.js'
import type { Holder } from '../../../src/auth/locks/lock.js'
import type { ProbeContext } from '../../../src/contract/index.js'

/** Linux alone shows processes as files. */
const PROC = '/proc'

const commandLineOf = async (pid: number | string, { fs }: ProbeContext): Promise<string | null> => {
  const found = await fs.readText(`${PROC}/${pid}/cmdline`)
  return found.state === 'ok' ? found.text : null
}

/** What can be told of a process that says it holds a lock. It may run in a container, which is not seen from here. */
export const holderOf = async (pid: number, context: ProbeContext): Promise<Holder> => {
  const unknown = { pid, running: null, program: null }
  if (context.platform !== 'linux') return unknown
  const found = await context.fs.stat(`${PROC}/${pid}`)
  if (found.state === 'absent') return { ...unknown, running: false }
  if (found.state !== 'ok') return unknown
  const commandLine = await commandLineOf(pid, context)
  return { pid, running: true, program: commandLine === null ? null : programName(commandLine) }
}

/** The process ids of every gateway that runs here; none where that cannot be seen. */
export const gatewayProcesses = async (context: ProbeContext): Promise<readonly number[]> => {
  if (context.platform !== 'linux') return []
  const listed = await context.fs.list(PROC)
  const ids = listed.state === 'ok' ? listed.names.filter((name) => /^\d+$/.test(name)) : []
  const commandLines = await Promise.all(ids.map((id) => commandLineOf(id, context)))
  return ids.filter((_, index) => isGateway(commandLines[index] ?? '')).map(Number)
}

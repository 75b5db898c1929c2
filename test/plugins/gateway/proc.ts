import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Patient } from '../host/patient.js'

/** The moment at which the system of {@link putSystem} was started, in seconds. */
export const BOOT = 1_768_000_000

/** The files of `/proc` that belong to no process. Each of `listeners` is a port and its socket. */
export const putSystem = async (
  patient: Patient,
  listeners: readonly (readonly [port: number, inode: number])[] = [],
  uid = process.getuid?.() ?? 0,
): Promise<void> => {
  await patient.put('proc/stat', `cpu 1 2 3\nbtime ${BOOT}\nprocesses 9\n`)
  await patient.put('proc/self/cgroup', '0::/user.slice/user-1000.slice/session-3.scope\n')
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0')
  const rows = listeners.map(
    ([port, inode], index) =>
      `   ${index}: 0100007F:${hex(port)} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1 0 100 0 0 10 0`,
  )
  // One of a connection that stands: its port is not listened on.
  const connected = `   9: 0100007F:${hex(18789)} 0100007F:9C40 01 00000000:00000000 00:00000000 00000000 0 0 5 1 0`
  await patient.put('proc/net/tcp', `  sl  local_address rem_address   st\n${connected}\n`)
  await patient.put('proc/net/tcp6', `  sl  local_address remote_address  st\n${rows.join('\n')}\n`)
}

interface Process {
  readonly commandLine: string
  readonly cgroup?: string
  /** Hundredths of a second since the system was started. */
  readonly ticks?: number
  readonly sockets?: readonly number[]
}

export const putProcess = async (
  patient: Patient,
  pid: number,
  { commandLine, cgroup = '/user.slice/user-1000.slice/session-3.scope', ticks = 500, sockets = [] }: Process,
): Promise<void> => {
  const folder = `proc/${pid}`
  await patient.put(`${folder}/cmdline`, commandLine)
  await patient.put(`${folder}/cgroup`, `0::${cgroup}\n`)
  await patient.put(`${folder}/stat`, `${pid} (a) b) S 77 ${'0 '.repeat(17)}${ticks} 1 2\n`)
  await mkdir(join(patient.root, folder, 'fd'))
  await patient.put(`${folder}/fd/0`, '')
  for (const inode of sockets)
    await symlink(`socket:[${inode}]`, join(patient.root, folder, 'fd', String(inode)))
}

/** The folder of the locks is under `/tmp`, for the user the test runs as. */
export const putLock = (patient: Patient, lock: object, name = 'gateway.1a2b3c4d.lock') =>
  patient.put(`tmp/clawdbot-${process.getuid?.() ?? 0}/${name}`, JSON.stringify(lock))

export const ME = { user: { uid: process.getuid?.() ?? 0, name: 'ada' } }

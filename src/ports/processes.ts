import { readFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import { codeOf } from './errno.js'
import type { Processes, ProcessMark } from './types.js'

/** What stands before a process's name in its record may hold anything, a bracket too; the start is the 20th after it. */
const STARTED = 19

/** The boot and the tick in which a process began, where the system is Linux; else null. */
const startOf = async (pid: number): Promise<string | null> => {
  try {
    const record = await readFile(`/proc/${pid}/stat`, 'utf8')
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    const ticks = record.slice(record.lastIndexOf(')') + 2).split(' ')[STARTED]
    return ticks === undefined ? null : `${boot.trim()}/${ticks}`
  } catch {
    return null
  }
}

const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

export const createProcesses = (now: () => number): Processes => ({
  own: async (): Promise<ProcessMark> => ({ pid: process.pid, started: await startOf(process.pid) }),
  async isAlive({ pid, started }, since) {
    if (!Number.isSafeInteger(pid) || pid <= 0 || !exists(pid)) return false
    // The number may have been given to another process since: by what began when, or by a boot in between.
    const current = await startOf(pid)
    if (started !== null && current !== null) return started === current
    return since > now() - uptime() * 1000
  },
})

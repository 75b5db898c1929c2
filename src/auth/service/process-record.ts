/** What Linux says of a process in `/proc/<pid>/stat`. */
export interface ProcessRecord {
  readonly parent: number
  /** In hundredths of a second since the system was started. */
  readonly startTicks: number
}

/** What stands before a process's name may hold anything, a bracket too. */
export const parseProcessRecord = (text: string): ProcessRecord | null => {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [parent, startTicks] = [Number(fields[1]), Number(fields[19])]
  return Number.isSafeInteger(parent) && Number.isSafeInteger(startTicks) ? { parent, startTicks } : null
}

/** When the system was started, by `/proc/stat`, in Unix milliseconds. */
export const bootTime = (text: string): number | null => {
  const found = /^btime (\d+)$/m.exec(text)
  return found === null ? null : Number(found[1]) * 1000
}

const TICK_MS = 10

export const startedAt = ({ startTicks }: ProcessRecord, boot: number): number => boot + startTicks * TICK_MS

/** Where a process belongs, by `/proc/<pid>/cgroup`. */
export interface ProcessGroup {
  /** The systemd units it is in, the innermost last. */
  readonly units: readonly string[]
  /** What tells the container it is in from others; null for none. */
  readonly container: string | null
}

const CONTAINER = /(?:docker|containerd|kubepods|libpod|podman|lxc|machine\.slice)[^\n]*/

export const parseProcessGroup = (text: string): ProcessGroup => ({
  units: text.split(/[/\n]/).filter((part) => part.endsWith('.service')),
  container: CONTAINER.exec(text)?.[0] ?? null,
})

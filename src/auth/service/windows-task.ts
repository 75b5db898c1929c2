import type { ServiceState } from './service-state.js'

/** The task that Clawdbot installs, by its profile; null for the default one. */
export const taskName = (profile: string | null): string =>
  profile === null ? 'Clawdbot Gateway' : `Clawdbot Gateway (${profile})`

/** As the task scheduler has them, in every language (`SCHED_S_TASK_…`). */
const RUNNING = 0x41301
const DISABLED = 0x41302
const NEVER_RUN = 0x41303
const ENDED_BY_USER = 0x41306

/** Host, name, next run, status, logon mode, last run, last result, …: the words differ by language, the places do not. */
const LAST_RESULT = 6

/** By what `schtasks /Query /V /FO CSV /NH` printed of one task; null where it does not say. */
export const taskState = (stdout: string): ServiceState | null => {
  const row = stdout.split(/\r?\n/).find((line) => line.startsWith('"'))
  const fields = row?.slice(1, -1).split('","') ?? []
  const written = fields[LAST_RESULT] ?? ''
  if (!/^-?\d+$/.test(written)) return null
  const result = Number(written)
  const base = { enabled: result === DISABLED ? false : null, pid: null, signal: null }
  if (result === RUNNING) return { ...base, activity: 'running', exitCode: null }
  if ([0, DISABLED, NEVER_RUN, ENDED_BY_USER].includes(result))
    return { ...base, activity: 'stopped', exitCode: result === 0 ? 0 : null }
  return { ...base, activity: 'failed', exitCode: result }
}

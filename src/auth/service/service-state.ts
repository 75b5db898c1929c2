import { parseShow } from './systemd-show.js'

/** How a service stands with its manager. */
export interface ServiceState {
  /** `restarting`: it ended, and its manager is about to start it again. */
  readonly activity: 'running' | 'starting' | 'restarting' | 'stopped' | 'failed'
  /** Whether it is started by itself, at boot or login; null where that does not depend on it, or nobody could tell. */
  readonly enabled: boolean | null
  /** Of the process that it was started as; null where there is none. */
  readonly pid: number | null
  /** What its last process ended with; null where none has ended, or a signal ended it. */
  readonly exitCode: number | null
  /** The number of the signal that ended its last process. */
  readonly signal: number | null
}

/** What `systemctl show` has to be asked for. */
export const STATE_PROPERTIES = 'ActiveState,SubState,UnitFileState,MainPID,ExecMainCode,ExecMainStatus'

const ENABLED: Readonly<Record<string, boolean>> = {
  enabled: true,
  'enabled-runtime': true,
  disabled: false,
  masked: false,
}

/** By what `systemctl show` printed, as `parseShow` has it; null where it does not say. */
export const systemdState = (shown: Readonly<Record<string, string>>): ServiceState | null => {
  const { ActiveState, SubState = '', UnitFileState = '', MainPID, ExecMainCode, ExecMainStatus } = shown
  const activity = activityOf(ActiveState, SubState)
  if (activity === null) return null
  // As waitid(2) has it: 1 for a process that ended, 2 and 3 for one that was ended.
  const status = numberOf(ExecMainStatus)
  return {
    activity,
    enabled: Object.hasOwn(ENABLED, UnitFileState) ? (ENABLED[UnitFileState] ?? null) : null,
    pid: numberOf(MainPID) || null,
    exitCode: ExecMainCode === '1' ? status : null,
    signal: ExecMainCode === '2' || ExecMainCode === '3' ? status : null,
  }
}

const activityOf = (active: string | undefined, sub: string): ServiceState['activity'] | null => {
  switch (active) {
    case 'active':
    case 'reloading':
      return 'running'
    case 'activating':
      return sub.startsWith('auto-restart') ? 'restarting' : 'starting'
    case 'failed':
      return 'failed'
    case 'inactive':
    case 'deactivating':
      return 'stopped'
    default:
      return null
  }
}

/** By what `launchctl print` printed of a service that is loaded; null where it does not say. */
export const launchdState = (stdout: string): ServiceState | null => {
  const lines = stdout.split('\n').map((line) => line.trim().replace(' = ', '='))
  const shown = parseShow(
    lines.filter((line) => /^(state|pid|last exit (code|status))=/.test(line)).join('\n'),
  )
  // What is inside of it, such as its endpoints, has states of its own, further down.
  const state = shown.state?.split('\n')[0]
  if (state === undefined) return null
  const exitCode = numberOf(shown['last exit code'] ?? shown['last exit status'])
  const pid = numberOf(shown.pid)
  const isRunning = state === 'running' || pid !== null
  const ended = exitCode !== null && exitCode !== 0 ? 'failed' : 'stopped'
  return { activity: isRunning ? 'running' : ended, enabled: true, pid, exitCode, signal: null }
}

/** Of a launchd agent that is not loaded: nothing starts it until it is. */
export const NOT_LOADED: ServiceState = {
  activity: 'stopped',
  enabled: false,
  pid: null,
  exitCode: null,
  signal: null,
}

const numberOf = (text: string | undefined): number | null => {
  const found = /^-?\d+/.exec(text ?? '')
  return found === null ? null : Number(found[0])
}

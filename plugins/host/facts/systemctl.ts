import { type ServiceState, STATE_PROPERTIES, systemdState } from '../../../src/auth/service/service-state.js'
import {
  parseShow,
  parseShownManager,
  shownCommand,
  shownEnvironment,
  shownEnvironmentFiles,
} from '../../../src/auth/service/systemd-show.js'
import type { UnitDefinition } from '../../../src/auth/service/unit-definition.js'
import type { UnitManager } from '../../../src/auth/service/unit-specifiers.js'
import type { ExecResult, ProbeContext } from '../../../src/contract/index.js'

type Scope = UnitManager['scope']

/** A user's manager is asked in a moment where it runs; where it does not, nobody answers. */
const ANSWER_MS = 2000
const PROPERTIES = `LoadState,NeedDaemonReload,Environment,EnvironmentFiles,ExecStart,User,${STATE_PROPERTIES}`

const ask = (context: ProbeContext, scope: Scope, ...words: readonly string[]): Promise<ExecResult> => {
  const manager = scope === 'user' ? ['--user'] : []
  return context.exec(['systemctl', ...manager, ...words, '--no-pager'], { timeoutMs: ANSWER_MS })
}

const printed = (result: ExecResult): string | null =>
  result.outcome === 'exited' && result.code === 0 ? result.stdout : null

/** What a manager gives to every service it starts; null where none of this scope can be asked. */
export const managerEnvironment = async (
  context: ProbeContext,
  scope: Scope,
): Promise<Readonly<Record<string, string>> | null> => {
  const stdout = printed(await ask(context, scope, 'show-environment'))
  return stdout === null ? null : parseShownManager(stdout)
}

/** How a manager has read a unit. `null` in it leaves that to the unit's files. */
export interface LoadedUnit {
  readonly needsReload: boolean
  readonly environment: Readonly<Record<string, string>> | null
  readonly environmentFiles: UnitDefinition['environmentFiles']
  readonly command: readonly string[] | null
  readonly user: string | null
  readonly state: ServiceState | null
}

/** Null where the manager does not know the unit, or cannot be asked. */
export const loadedUnit = async (
  context: ProbeContext,
  scope: Scope,
  unit: string,
): Promise<LoadedUnit | null> => {
  const stdout = printed(await ask(context, scope, 'show', unit, `--property=${PROPERTIES}`))
  const shown = parseShow(stdout ?? '')
  if (shown.LoadState !== 'loaded') return null
  const command = shownCommand(shown.ExecStart ?? '')
  return {
    needsReload: shown.NeedDaemonReload === 'yes',
    environment: shownEnvironment(shown.Environment ?? ''),
    environmentFiles: shownEnvironmentFiles(shown.EnvironmentFiles ?? ''),
    command: command.length === 0 ? null : command,
    user: shown.User || null,
    state: systemdState(shown),
  }
}

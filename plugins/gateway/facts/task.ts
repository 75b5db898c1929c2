import { pathOf, stateDir } from '../../../src/auth/paths.js'
import type { ServiceState } from '../../../src/auth/service/service-state.js'
import { taskName, taskState } from '../../../src/auth/service/windows-task.js'
import { defineFact } from '../../../src/contract/index.js'

/** The task that starts the gateway on Windows. */
export interface GatewayTask {
  readonly name: string
  /** What it runs, in the state folder. */
  readonly script: string
  /** Whether the task scheduler has it; null where that could not be asked. */
  readonly isThere: boolean | null
  readonly state: ServiceState | null
}

const ANSWER_MS = 3000

/** Null where there is none, and on other systems. Nobody is asked where the script is not there. */
export const task = defineFact({
  id: 'gateway/task',
  collect: async (context): Promise<GatewayTask | null> => {
    const { platform, env, fs, exec } = context
    if (platform !== 'win32') return null
    const script = pathOf(platform).join(stateDir(context), 'gateway.cmd')
    if ((await fs.stat(script)).state !== 'ok') return null
    const profile = env.CLAWDBOT_PROFILE?.trim() ?? ''
    const name = taskName(profile === '' || profile.toLowerCase() === 'default' ? null : profile)
    const argv = ['schtasks', '/Query', '/TN', name, '/V', '/FO', 'CSV', '/NH']
    const asked = await exec(argv, { timeoutMs: ANSWER_MS })
    if (asked.outcome !== 'exited') return { name, script, isThere: null, state: null }
    const isThere = asked.code === 0
    return { name, script, isThere, state: isThere ? taskState(asked.stdout) : null }
  },
})

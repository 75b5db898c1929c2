import { absent, defineFact, denied, type NotThere } from 'clawdbot-doctor'
import { parseQuota, type Quota } from './parse-quota.js'

export const COMMAND: readonly string[] = ['quota', '-w', '-p']

export interface Quotas {
  readonly quotas: readonly Quota[]
  /** Of the program: 1 where a limit is exceeded. */
  readonly exitCode: number
}

/** What the host lets this user store. */
export const quotas = defineFact({
  id: 'example/quotas',
  timeoutMs: 5000,
  collect: async ({ exec, platform }): Promise<Quotas | NotThere> => {
    if (platform === 'win32') return absent('Windows has no program quota')
    const end = await exec(COMMAND, { timeoutMs: 4000 })
    switch (end.outcome) {
      case 'not-found':
        return absent('there is no program quota on this machine')
      case 'denied':
        return denied('the program quota may not be run')
      case 'exited': {
        const found = parseQuota(end.stdout)
        return found.length === 0 ? absent('this user has no quota') : { quotas: found, exitCode: end.code }
      }
      default:
        throw new Error(`the program quota gave no answer (${end.outcome})`)
    }
  },
})

import type { DoctorOptions } from '../../src/index.js'
import { NOWHERE } from './cli.js'

type Machine = NonNullable<DoctorOptions['machine']>

/**
 * What keeps a run in this process off the real machine: a home of its own, and an environment with nothing but PATH, and
 * no provider to renew a login at.
 */
export const machineOf = (home: string, over: Machine = {}): Machine => ({
  home,
  cwd: home,
  terminal: false,
  ...over,
  env: { PATH: '/usr/bin:/bin', HOME: home, CLAWDBOT_DOCTOR_TOKEN_URL: NOWHERE, ...over.env },
})

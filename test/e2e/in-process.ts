import type { DoctorOptions } from '../../src/index.js'

type Machine = NonNullable<DoctorOptions['machine']>

/** What keeps a run in this process off the real machine: a home of its own, and an environment with nothing but PATH. */
export const machineOf = (home: string, over: Machine = {}): Machine => ({
  home,
  cwd: home,
  terminal: false,
  ...over,
  env: { PATH: '/usr/bin:/bin', HOME: home, ...over.env },
})

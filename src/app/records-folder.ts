import { join } from 'node:path'
import { stateDir } from '../auth/paths.js'
import type { Probes } from '../ports/types.js'

/** Where this program keeps what it changed. */
export const recordsFolder = (probes: Probes): string => join(stateDir(probes), 'doctor')

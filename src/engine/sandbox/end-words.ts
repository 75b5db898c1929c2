import type { SandboxEnd } from '../../ports/types.js'
import { LIMITS } from './limits.js'

const MEGABYTE = 1024 * 1024

/** Why a plugin's process is there no more, as one phrase. */
export const wordsOfEnd = (end: SandboxEnd): string => {
  switch (end.why) {
    case 'exit':
      return `it ended its own process, with exit code ${end.code}`
    case 'signal':
      return `its process was ended by ${end.signal}`
    case 'killed':
      return 'its process was stopped'
    case 'memory':
      return `it took more memory than the ${LIMITS.memoryBytes / MEGABYTE} MB it may`
    case 'output':
      return `it printed more than the ${LIMITS.outputBytes / MEGABYTE} MB it may`
    case 'message':
      return `it sent more than ${LIMITS.messageBytes / MEGABYTE} MB at once`
    case 'unread':
      return 'it read nothing of what it had asked for'
    case 'not-started':
      return `its process could not be started: ${end.reason}`
  }
}

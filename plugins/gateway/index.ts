import portCheck from '../../checks/gateway/port.js'
import processCheck from '../../checks/gateway/process.js'
import serviceCheck from '../../checks/gateway/service.js'
import versionCheck from '../../checks/gateway/version.js'
import { definePlugin } from '../../src/contract/index.js'
import { installs } from './facts/installs.js'
import { port } from './facts/port.js'
import { processes } from './facts/processes.js'
import { settings } from './facts/settings.js'
import { task } from './facts/task.js'

/** The gateway itself: whether it is there, runs, and is the one that was meant. */
export default definePlugin({
  apiVersion: 1,
  id: 'gateway',
  facts: [settings, processes, port, installs, task],
  checks: [serviceCheck, processCheck, portCheck, versionCheck],
  fixes: [],
  redactors: [],
})

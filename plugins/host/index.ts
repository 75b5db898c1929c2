import clockCheck from '../../checks/host/clock.js'
import diskCheck from '../../checks/host/disk.js'
import nodeCheck from '../../checks/host/node.js'
import serviceEnv from '../../checks/host/service-env.js'
import userCheck from '../../checks/host/user.js'
import installed from '../../checks/monitor/installed.js'
import { definePlugin } from '../../src/contract/index.js'
import { accounts } from './facts/accounts.js'
import { disk } from './facts/disk.js'
import { gatewayNodes } from './facts/gateway-node.js'
import { homes } from './facts/homes.js'
import { services } from './facts/services.js'
import { surroundings } from './facts/surroundings.js'
import { watchPlace } from './facts/watch-place.js'
import { watchers } from './facts/watchers.js'
import { account, clock, settings } from './facts.js'
import { installTimer } from './fixes.js'

/** The machine and the run themselves, and the services on it. */
export default definePlugin({
  apiVersion: 1,
  id: 'host',
  facts: [
    clock,
    settings,
    account,
    accounts,
    surroundings,
    services,
    disk,
    homes,
    gatewayNodes,
    watchers,
    watchPlace,
  ],
  checks: [serviceEnv, clockCheck, diskCheck, userCheck, nodeCheck, installed],
  fixes: [installTimer],
  redactors: [],
})

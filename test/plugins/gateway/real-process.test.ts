import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { type GatewayPort, port } from '../../../plugins/gateway/facts/port.js'
import { type GatewayProcesses, processes } from '../../../plugins/gateway/facts/processes.js'
import { createFactStore } from '../../../src/engine/fact-store.js'
import { createMachine } from '../../../src/ports/machine.js'
import { makeFolder } from '../../setup/temp-folder.js'

const LISTEN =
  "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))"

it.runIf(process.platform === 'linux')(
  'finds a gateway that really runs, and the port it really has',
  async () => {
    const home = await makeFolder()
    const began = Date.now()
    const child = spawn(process.execPath, ['-e', LISTEN], {
      argv0: 'clawdbot-gateway',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [printed] = await once(child.stdout, 'data')
      const its = Number(String(printed))
      const env = { HOME: home, CLAWDBOT_GATEWAY_PORT: String(its) }
      const { probes } = createMachine({ env, home, cwd: home })
      const facts = createFactStore(probes, { timeoutMs: 10_000, settings: {} })
      const found = await facts.outcome<GatewayProcesses>(processes)
      const seen = found.status === 'ok' ? found.value.processes : []
      const started = seen.find(({ pid }) => pid === child.pid)
      expect(started).toMatchObject({ parent: process.pid, configPath: null })
      // The kernel counts in hundredths of a second, from a start that it tells in whole ones.
      expect(Math.abs((started?.startedAt ?? 0) - began)).toBeLessThan(3000)
      const listening = await facts.outcome<GatewayPort>(port)
      expect(listening).toMatchObject({
        value: { listening: true, owner: { pid: child.pid }, answer: 'gateway' },
      })
    } finally {
      child.kill()
    }
  },
)

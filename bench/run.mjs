// `npm run bench`: every part of the bench, one after the other. Each prints its table and writes bench/results/.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const PARTS = ['start-up', 'plugins', 'scale', 'summarise', 'plots']

const environment = { ...process.env }
// It doubles what Node 20 takes to start.
delete environment.NODE_EXTRA_CA_CERTS

for (const part of PARTS) {
  const script = join(import.meta.dirname, `${part}.mjs`)
  if (!existsSync(script)) continue
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit', env: environment })
  if (status !== 0) process.exitCode = 1
}

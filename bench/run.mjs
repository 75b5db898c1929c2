// `npm run bench`: every part of the bench but the peers, one after the other. Each prints its table and writes
// bench/results/; the docs are brought up to date from that.
// usage: node bench/run.mjs [--node PATH ...]   other Nodes whose start-up is to be measured as well
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { node: { type: 'string', multiple: true, default: [] } } })

const environment = { ...process.env }
// It doubles what Node 20 takes to start.
delete environment.NODE_EXTRA_CA_CERTS

/** @param {string} part @param {string} [node] */
const measure = (part, node = process.execPath) => {
  const script = join(import.meta.dirname, `${part}.mjs`)
  const { status, error } = spawnSync(node, [script], { stdio: 'inherit', env: environment })
  if (error) process.stderr.write(`${node}: ${error.message}\n`)
  if (status !== 0) process.exitCode = 1
}

for (const node of [process.execPath, ...values.node]) measure('start-up', node)
for (const part of ['plugins', 'growth', 'scale', 'summarise', 'docs']) measure(part)

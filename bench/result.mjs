import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'results')

const commit = () => {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return null
  }
}

/**
 * Writes what was measured to `bench/results/<name>.json`, with what it was measured on.
 * @param {string} name
 * @param {object} measured
 */
export const writeResult = (name, measured) => {
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMegabytes: Math.round(totalmem() / 2 ** 20),
    system: `${platform()} ${release()} ${arch()}`,
  }
  const result = {
    at: new Date().toISOString(),
    commit: commit(),
    node: process.version,
    machine,
    ...measured,
  }
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.json`)
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`)
  process.stdout.write(`  → bench/results/${name}.json\n`)
}

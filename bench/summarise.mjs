// How long it takes to summarise many support reports, and in how much memory: `node bench/summarise.mjs [rounds] [reports]`.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { makeManifest, openArchive, packArchive } from '../dist/src/archive/index.js'
import { tell } from './figure.mjs'
import { writeResult } from './result.mjs'

const rounds = Number(process.argv[2] ?? 3)
const count = Number(process.argv[3] ?? 10_000)
const MACHINES = 100
const script = fileURLToPath(new URL('../bin/run.js', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'doctor-bench-'))
const env = { PATH: '/usr/bin:/bin', HOME: scratch }

/** @param {readonly string[]} words @param {object} [more] */
const run = (words, more = {}) => {
  const result = spawnSync(process.execPath, [script, 'report', ...words], {
    env: { ...env, ...more },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.status !== 0) throw new Error(result.stderr)
  return result.stdout
}

/**
 * The report of another machine of another case.
 * @param {ReadonlyMap<string, Uint8Array>} entries @param {number} number
 */
const another = async (entries, number) => {
  const read = (/** @type {string} */ name) =>
    JSON.parse(Buffer.from(entries.get(name) ?? []).toString('utf8'))
  const report = read('report.json')
  const { files: _, manifestVersion: __, ...info } = read('manifest.json')
  const id = `${report.case.id}-${number}`
  const bytes = Buffer.from(
    JSON.stringify({ ...report, case: { ...report.case, id }, host: `host-${number}` }),
  )
  const others = [...entries].filter(([name]) => !['manifest.json', 'report.json'].includes(name))
  const files = [
    ...others.map(([name, content]) => ({ name, bytes: content })),
    { name: 'report.json', bytes },
  ]
  const manifest = Buffer.from(JSON.stringify(makeManifest(files, { ...info, case: id })))
  return packArchive([...files, { name: 'manifest.json', bytes: manifest }], { mtimeMs: 0 })
}

/** Loaded by the program itself: tells the most memory that it has had, in bytes. */
const WATCH = `
import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS * 1024)))
`

try {
  const original = join(scratch, 'original.tar.gz')
  run(['create', '--output', original])
  const opened = await openArchive(readFileSync(original))
  if (opened.state !== 'ok') throw new Error(opened.reason)
  const folder = join(scratch, 'reports')
  mkdirSync(folder)
  for (let number = 0; number < Math.min(MACHINES, count); number++)
    writeFileSync(join(folder, `${number}.tar.gz`), await another(opened.entries, number))
  for (let number = MACHINES; number < count; number++)
    copyFileSync(join(folder, `${number % MACHINES}.tar.gz`), join(folder, `${number}.tar.gz`))
  const [watch, peak] = [join(scratch, 'watch.mjs'), join(scratch, 'peak')]
  writeFileSync(watch, WATCH)
  const summarise = () => {
    const began = performance.now()
    const summary = JSON.parse(
      run(['summarise', folder, '--json'], { NODE_OPTIONS: `--import=${pathToFileURL(watch)}`, PEAK: peak }),
    )
    const seconds = (performance.now() - began) / 1000
    if (summary.reports !== count) throw new Error(`${summary.reports} were read`)
    return { seconds, megabytes: Number(readFileSync(peak, 'utf8')) / 1e6 }
  }
  const taken = Array.from({ length: rounds }, summarise)
  const seconds = taken.map((round) => round.seconds)
  const rows = [
    tell(`${count} reports`, seconds, 's'),
    tell(
      'each of them',
      seconds.map((each) => (each / count) * 1000),
      'ms',
    ),
    tell(
      'the same: memory at most',
      taken.map(({ megabytes }) => megabytes),
      'MB',
    ),
  ]
  writeResult('summarise', { rounds, rows })
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

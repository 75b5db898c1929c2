// Loaded before the program: tells at its end which files it opened how often, and how much memory it took at most.
import { writeFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const { BENCH_WITNESS: report = '', HOME: home = '' } = process.env
/** @type {Record<string, number>} */
const opened = {}
const { open } = fs
fs.open = (path, ...rest) => {
  if (String(path).startsWith(home)) opened[String(path)] = (opened[String(path)] ?? 0) + 1
  return open(path, ...rest)
}
syncBuiltinESMExports()
process.on('exit', () => {
  const counts = Object.values(opened)
  const megabytes = process.resourceUsage().maxRSS / 1024
  writeFileSync(report, JSON.stringify({ files: counts.length, most: Math.max(0, ...counts), megabytes }))
})

// Loaded before the program: tells at its end which files it opened how often, and how much memory it took at most.
import fs, { writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { BENCH_WITNESS: report = '', HOME: home = '' } = process.env
/** @type {Record<string, number>} */
const opened = {}
/** @param {unknown} path */
const note = (path) => {
  if (String(path).startsWith(home)) opened[String(path)] = (opened[String(path)] ?? 0) + 1
}
const { openSync } = fs
const { open } = fs.promises
fs.openSync = (path, ...rest) => {
  note(path)
  return openSync(path, ...rest)
}
fs.promises.open = (path, ...rest) => {
  note(path)
  return open(path, ...rest)
}
syncBuiltinESMExports()
process.on('exit', () => {
  const counts = Object.values(opened)
  const megabytes = process.resourceUsage().maxRSS / 1024
  writeFileSync(report, JSON.stringify({ files: counts.length, most: Math.max(0, ...counts), megabytes }))
})

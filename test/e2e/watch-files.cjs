// @ts-nocheck
'use strict'
// Loaded before the program: notes what it opens below its home folder, and what it starts.
const childProcess = require('node:child_process')
const fs = require('node:fs')

const seen = { opened: [], started: [] }
const home = `${process.env.HOME}/`
const { openSync, writeFileSync } = fs
const { spawn } = childProcess
const { open, readFile } = fs.promises

const noted =
  (real) =>
  (path, ...rest) => {
    if (typeof path === 'string' && path.startsWith(home)) seen.opened.push(path.slice(home.length))
    return real(path, ...rest)
  }

fs.openSync = noted(openSync)
fs.readFileSync = noted(fs.readFileSync)
fs.promises.open = noted(open)
fs.promises.readFile = noted(readFile)
childProcess.spawn = (program, ...rest) => {
  seen.started.push(program)
  return spawn(program, ...rest)
}
process.on('exit', () => writeFileSync(process.env.SEEN, JSON.stringify(seen)))

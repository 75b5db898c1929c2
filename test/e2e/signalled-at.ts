/** Sends the program a signal before the n-th change it makes to the disk once it has begun to keep records. */
const SENDER = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  let left = Number(process.env.SIGNAL_BEFORE)
  let hasBegun = false
  const count = (path) => {
    hasBegun ||= String(path).includes('doctor')
    if (hasBegun && left-- === 0) process.kill(process.pid, process.env.SIGNAL_NAME)
  }
  for (const module of [fs, fs.promises])
    for (const name of ['mkdir', 'rename', 'unlink', 'rmdir', 'utimes', 'chmod']) {
      const real = module[name]
      if (real) module[name] = Object.assign(function (...args) { count(args[0]); return real.apply(this, args) }, real)
    }
  syncBuiltinESMExports()`)}`

/** The environment in which a run gets a signal at that point; SIGKILL where none is named. */
export const signalledAt = (point: number, signal: NodeJS.Signals = 'SIGKILL') => ({
  NODE_OPTIONS: `--import ${SENDER}`,
  SIGNAL_BEFORE: `${point}`,
  SIGNAL_NAME: signal,
})

import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Kills a process with all it started, at once. It must have been started detached, that is with a process group of
 * its own; on Windows, where there are none, Windows is asked to follow the tree.
 */
export const killTree = (child: ChildProcess): void => {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    const args = ['/pid', String(child.pid), '/t', '/f']
    spawn('taskkill', args, { stdio: 'ignore', windowsHide: true }).on('error', () => child.kill())
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is gone, or has members that are no longer ours to kill.
    child.kill('SIGKILL')
  }
}

const running = new Set<ChildProcess>()
let watching = false

/** A process group of its own outlives this program's end and the terminal's Ctrl-C, unless it is killed here. */
export const killAtExit = (child: ChildProcess): (() => void) => {
  if (!watching) {
    watching = true
    process.on('exit', () => {
      for (const left of running) killTree(left)
    })
  }
  running.add(child)
  return () => running.delete(child)
}

import type { ProbeFs } from '../contract/index.js'
import { whyNotThatFolder } from './empty-folder.js'
import type { JournaledPath } from './journal.js'

/** Whether a path is just as it was when a change was written down. */
export const isAsBefore = async (change: JournaledPath, fs: ProbeFs): Promise<boolean> => {
  if (change.op === 'chmod') return hasMode(change.path, change.before.mode, fs)
  if (change.op === 'rmdir') return (await whyNotThatFolder(change, fs)) === null
  const found = await fs.readText(change.path)
  if (change.before === 'absent') return found.state === 'absent'
  const { sha256, mode } = change.before
  return found.state === 'ok' && found.sha256 === sha256 && found.stat.mode === mode
}

/** Whether a path is as a change leaves it. Windows keeps no permission bits, so a file's content alone decides. */
export const isAsAfter = async (change: JournaledPath, fs: ProbeFs): Promise<boolean> => {
  if (change.op === 'chmod') return hasMode(change.path, change.after.mode, fs)
  if (change.op === 'rmdir') return (await fs.stat(change.path)).state === 'absent'
  const found = await fs.readText(change.path)
  if (change.after === 'absent') return found.state === 'absent'
  return found.state === 'ok' && found.sha256 === change.after.sha256
}

const hasMode = async (path: string, mode: number, fs: ProbeFs): Promise<boolean> => {
  const found = await fs.stat(path)
  return found.state === 'ok' && found.mode === mode
}

import { join } from 'node:path'
import { z } from 'zod'
import { withDeadline } from '../../engine/deadline.js'
import { wordsOfEnd } from '../../engine/sandbox/end-words.js'
import { LIMITS } from '../../engine/sandbox/limits.js'
import { startSandbox } from '../../ports/sandbox-process.js'
import { packageRoot } from '../package-root.js'
import { ownPackageFiles } from './own-package-files.js'

/** What a module exports, as JSON, its bytes as `{$bytes}` in base64; or why it told nothing, as one phrase. */
export type LoadedData = { readonly data: unknown } | { readonly fault: string }

const TOLD = z.union([z.object({ data: z.json() }), z.object({ fault: z.string() })])

/** Has a module of a plugin loaded in a process of its own, that may read its folder and do nothing else. Never rejects. */
export const loadData = async (path: string, folder: string): Promise<LoadedData> => {
  const lines: string[] = []
  let hear: () => void = () => undefined
  const heard = new Promise<void>((resolve) => {
    hear = resolve
  })
  const sandbox = startSandbox(
    {
      program: join(packageRoot, 'dist/sandbox/data-main.cjs'),
      readable: [...ownPackageFiles, `${folder}/*`],
      folder,
      heapMegabytes: LIMITS.heapMegabytes,
      memoryBytes: LIMITS.memoryBytes,
      outputBytes: LIMITS.outputBytes,
      messageBytes: LIMITS.messageBytes,
      unreadBytes: LIMITS.unreadBytes,
    },
    (line) => {
      lines.push(line)
      hear()
    },
  )
  sandbox.send(JSON.stringify({ entry: path }))
  const told = heard.then(() => readTold(lines[0]))
  const ended = sandbox.ended.then((end): LoadedData => ({ fault: `${wordsOfEnd(end)} while it was loaded` }))
  const loaded = await withDeadline(
    LIMITS.loadMs,
    () => Promise.race([told, ended]),
    (): LoadedData => ({ fault: `loading it took longer than ${LIMITS.loadMs} ms` }),
  )
  sandbox.kill()
  await sandbox.ended
  return loaded
}

const readTold = (line = ''): LoadedData => {
  try {
    return TOLD.parse(JSON.parse(line))
  } catch {
    return { fault: 'it sent something that is no message' }
  }
}

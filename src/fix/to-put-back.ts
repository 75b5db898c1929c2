import { dirname, join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import type { JournaledFolder } from './journal.js'
import type { NetChange } from './net-change.js'
import { netState, whyOther } from './net-state.js'
import type { RecordedStep } from './recorded-run.js'

/** What there is anything to put back of. */
export interface ToPutBack {
  readonly files: readonly NetChange[]
  /** Folders that were removed, and that nothing stands in the place of. */
  readonly folders: readonly JournaledFolder[]
}

/** Why steps cannot be undone, a sentence for each path; or what is to be put back. Never throws. */
export const toPutBack = async (
  { steps, files }: { readonly steps: readonly RecordedStep[]; readonly files: readonly NetChange[] },
  fs: ProbeFs,
): Promise<{ readonly refuse: readonly string[] } | ToPutBack> => {
  const refuse: string[] = []
  const left: NetChange[] = []
  for (const net of files) {
    const state = await netState(net, fs)
    if (state === 'before') continue
    const fault = state === 'other' ? await whyOther(net, fs) : await obstacle(net, fs)
    if (fault === null) left.push(net)
    else refuse.push(fault)
  }
  const folders: JournaledFolder[] = []
  for (const folder of steps.flatMap((step) => step.folders)) {
    // A lock that somebody holds by now is theirs.
    if ((await fs.stat(folder.path)).state !== 'absent') continue
    const fault = await whyNoPlace(folder.path, fs)
    if (fault === null) folders.push(folder)
    else refuse.push(fault)
  }
  for (const folder of new Set(steps.map((step) => step.folder)))
    if (!(await fs.writable(join(folder, 'journal.jsonl'))))
      refuse.push(`${join(folder, 'journal.jsonl')}: it may not be written`)
  return refuse.length > 0 ? { refuse } : { files: left, folders }
}

const obstacle = async ({ path, before }: NetChange, fs: ProbeFs): Promise<string | null> => {
  if (before !== 'absent' && before.content === null) return null
  const fault = await whyNoPlace(path, fs)
  if (fault !== null) return fault
  if (before === 'absent' || before.content === null) return null
  const { imagePath, sha256 } = before.content
  const image = await fs.readText(imagePath)
  return image.state === 'ok' && image.sha256 === sha256
    ? null
    : `${imagePath}: the copy of ${path} is not there any more as it was`
}

/** Why nothing can be made, or taken away, where a path was; null where it can. */
const whyNoPlace = async (path: string, fs: ProbeFs): Promise<string | null> => {
  const folder = dirname(path)
  const found = await fs.stat(folder)
  if (found.state === 'absent') return `${path}: the folder it was in is gone`
  if (found.state === 'ok' && found.realPath !== folder) return `${path}: it is reached by a link by now`
  return found.state === 'ok' && found.kind === 'folder' && (await fs.writable(folder))
    ? null
    : `${folder}: it may not be written`
}

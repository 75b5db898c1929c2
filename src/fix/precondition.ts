import type { FileChange, FileStat, ProbeFs, ReadResult } from '../contract/index.js'

/** What a change is to be made on, read once. `stat` is null where there is nothing yet. */
export interface Current {
  readonly text: string
  readonly sha256: string
  readonly stat: FileStat | null
}

/** Where a path is not as a change expects it: in what it differs, as a sentence that begins with the path. */
export interface Differs {
  readonly differs: string
}

const NOTHING: Current = { text: '', sha256: '', stat: null }

/** Reads what a change is to be made on, or says why it is not what the change was planned for. Never throws. */
export const readExpected = async (change: FileChange, fs: ProbeFs): Promise<Current | Differs> => {
  const differs = (words: string): Differs => ({ differs: `${change.path}: ${words}` })
  if (change.op === 'chmod') {
    const found = await fs.stat(change.path)
    if (found.state !== 'ok') return differs(wordsFor(found))
    if (found.mode !== change.before) return differs('its permissions have changed in the meantime')
    return { ...NOTHING, stat: found }
  }
  const found = await fs.readText(change.path)
  if (change.before === 'absent') {
    return found.state === 'absent' ? NOTHING : differs(wordsFor(found))
  }
  if (found.state !== 'ok') return differs(wordsFor(found))
  if (found.sha256 !== change.before.sha256) return differs('it has changed in the meantime')
  return { text: found.text, sha256: found.sha256, stat: found.stat }
}

type Unexpected = { readonly state: ReadResult['state']; readonly reason?: string }

const wordsFor = ({ state, reason }: Unexpected): string => {
  switch (state) {
    case 'ok':
      return 'it is there by now'
    case 'absent':
      return 'it is gone'
    case 'dangling-link':
      return 'it is a link that leads nowhere'
    case 'denied':
      return 'it may not be read'
    case 'folder':
      return 'it is a folder'
    case 'not-text':
      return 'it is not a text'
    case 'failed':
      return `it cannot be read: ${reason}`
  }
}

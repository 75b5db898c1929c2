import type { ReadResult, Unavailable } from '../../../contract/index.js'
import type { Probes } from '../../../ports/types.js'
import type { Content, FoundFile, IncludeKind } from './included-file.js'

/** A whole file, as `contentOf` makes it of its text; null where there is none. */
export const foundFile = async (
  kind: IncludeKind,
  path: string,
  { fs }: Pick<Probes, 'fs'>,
  contentOf: (text: string) => { readonly content: Content; readonly cut: boolean },
): Promise<FoundFile | null> => {
  const read = await fs.readText(path)
  if (read.state === 'absent') return null
  if (read.state !== 'ok') return { kind, path, found: { state: 'left-out', reason: whyNot(read) } }
  return { kind, path, found: { state: 'ok', bytes: read.stat.size, ...contentOf(read.text) } }
}

/** Text as it is. */
export const asText = (text: string) => ({ content: { text }, cut: false })

const whyNot = (found: Exclude<ReadResult, { state: 'ok' }>): string => {
  switch (found.state) {
    case 'failed':
      return `it could not be read: ${found.reason}`
    default:
      return WHY[found.state]
  }
}

const WHY: Readonly<Record<Exclude<Unavailable['state'], 'failed'>, string>> = {
  absent: 'it is not there',
  'dangling-link': 'it is a link that leads nowhere',
  denied: 'it may not be read by this user',
  folder: 'it is a folder',
  'not-text': 'it is not text',
}

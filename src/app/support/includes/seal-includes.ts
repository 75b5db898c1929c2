import type { Sealer } from '../../../redact/sealing/index.js'
import type { SealedReport } from '../../../report/sealed/schema.js'
import type { FoundFile } from './included-file.js'

/** The files to go into an archive, and what its report says of them. */
export interface SealedIncludes {
  readonly entries: readonly { readonly name: string; readonly bytes: Buffer }[]
  readonly included: SealedReport['included']
  readonly leftOut: NonNullable<SealedReport['leftOut']>
}

/** Seals each file under a name of its own, which tells nobody's name. Throws `SealingFailed`. */
export const sealIncludes = (files: readonly FoundFile[], sealer: Sealer): SealedIncludes => {
  const taken = new Set<string>()
  const entries: SealedIncludes['entries'][number][] = []
  const included: SealedReport['included'] = []
  const leftOut: SealedIncludes['leftOut'] = []
  for (const { kind, path, found } of files) {
    const name = freeName(`included/${kind}/${plainName(path, sealer)}`, taken)
    const shown = sealer.text(path, 'report.json', '/included')
    if (found.state === 'left-out') {
      leftOut.push({ path: shown, reason: found.reason })
      continue
    }
    taken.add(name.toLowerCase())
    entries.push({ name, bytes: Buffer.from(sealedText(found.content, name, sealer)) })
    included.push({ name, path: shown, bytes: found.bytes, cut: found.cut })
  }
  return { entries, included, leftOut }
}

/** What is sealed as data is searched once more as the text that it becomes. */
const sealedText = (
  content: Extract<FoundFile['found'], { state: 'ok' }>['content'],
  name: string,
  sealer: Sealer,
): string => {
  if ('text' in content) return sealer.text(content.text, name)
  const sealed = sealer.foreignDocument(content.value, name, content.personal)
  return sealer.text(
    `${JSON.stringify(sealed, null, 2)}
`,
    name,
  )
}

const LONGEST_NAME = 60
/** Names that Windows keeps for devices, whatever follows them. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** The last part of a path, without anybody's name, fit for an archive that is read on any system. */
const plainName = (path: string, sealer: Sealer): string => {
  const last = path.split(/[\\/]/).at(-1) ?? ''
  const plain = sealer
    .text(last, 'report.json', '/included')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
  return plain === '' || DEVICE.test(plain) ? `file-${plain}` : plain.slice(-LONGEST_NAME)
}

const freeName = (wanted: string, taken: ReadonlySet<string>): string => {
  let name = wanted
  for (let count = 2; taken.has(name.toLowerCase()); count += 1)
    name = wanted.replace(/(\.\w+)?$/, `-${count}$1`)
  return name
}

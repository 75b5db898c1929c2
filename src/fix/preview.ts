import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { Change, ProbeFs } from '../contract/index.js'
import { composeText, shownText } from './compose.js'

const octal = (mode: number): string => mode.toString(8).padStart(4, '0')

/**
 * What changes would do, as one unified diff. `mask` is the redaction boundary: it sees every line of the old text;
 * the new text holds its secrets sealed.
 */
export const previewChanges = async (
  changes: readonly Change[],
  fs: ProbeFs,
  mask: (text: string) => string,
): Promise<string> => {
  const parts: string[] = []
  for (const change of changes) {
    if (change.op === 'chmod') {
      parts.push(`mode ${octal(change.before)} → ${octal(change.after)}  ${change.path}\n`)
      continue
    }
    const found = await fs.readText(change.path)
    const current = found.state === 'ok' ? found.text : ''
    const after = change.op === 'delete' ? '' : shownText(await composeText(change, current))
    const isNew = change.op === 'write' && change.before === 'absent'
    parts.push(
      createTwoFilesPatch(
        isNew ? '/dev/null' : change.path,
        change.op === 'delete' ? '/dev/null' : change.path,
        mask(current),
        mask(after),
        undefined,
        undefined,
        { context: 3, headerOptions: FILE_HEADERS_ONLY },
      ),
    )
  }
  return parts.join('')
}

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { type Change, type FileChange, type ProbeFs, THIS_PROGRAM } from '../contract/index.js'
import { composeText, shownText } from './compose.js'
import { conceal } from './conceal.js'
import { byKind } from './kinds.js'
import { type Current, type Differs, readExpected } from './precondition.js'
import { commandText } from './run-program.js'

/**
 * What changes would do, as one unified diff; or in what a file differs from what they were planned for. `mask` is the
 * redaction boundary: it sees every line of the old text; the new text holds its secrets sealed. `name` is what this
 * program was called by. Throws an `EditError` or `ParseError` for a patch that does not fit its file.
 */
export const previewChanges = async (
  changes: readonly Change[],
  fs: ProbeFs,
  mask: (text: string) => string,
  name: string = THIS_PROGRAM,
): Promise<{ readonly diff: string } | Differs> => {
  const parts: string[] = []
  const { files, runs } = byKind(changes)
  for (const change of files) {
    const current = await readExpected(change, fs)
    if ('differs' in current) return current
    parts.push(folderLine(change), modeLine(change, current), await textDiff(change, current, mask))
  }
  for (const { argv } of runs) parts.push(`would run: ${showControls(mask(commandText(argv, name)))}\n`)
  return { diff: parts.join('') }
}

/** None: whatever stands around a change may be a secret that nobody here knows of. */
const CONTEXT_LINES = 0

const octal = (mode: number): string => mode.toString(8).padStart(4, '0')

const folderLine = ({ op, path }: FileChange): string =>
  op === 'rmdir' ? `remove the empty folder ${path}\n` : ''

const modeLine = (change: FileChange, { stat }: Current): string => {
  const after = change.op === 'chmod' ? change.after : change.op === 'write' ? change.mode : undefined
  if (stat === null || after === undefined || after === stat.mode) return ''
  return `mode ${octal(stat.mode)} → ${octal(after)}  ${change.path}\n`
}

const textDiff = async (
  change: FileChange,
  { text, stat }: Current,
  mask: (text: string) => string,
): Promise<string> => {
  if (change.op === 'chmod' || change.op === 'rmdir') return ''
  if (change.op === 'patch' && text.length > LARGE) return largePatch(change, mask)
  // Whatever is in a file that is only moved about, nobody here has to see it.
  if (change.op === 'write' && typeof change.after === 'object' && 'copyOf' in change.after)
    return showControls(`copy ${change.after.copyOf}\n  to ${change.path}\n`)
  const after = change.op === 'delete' ? '' : shownText(await composeText(change, text))
  return createTwoFilesPatch(
    stat === null ? '/dev/null' : change.path,
    change.op === 'delete' ? '/dev/null' : change.path,
    showControls(conceal(mask(text))),
    showControls(conceal(mask(after))),
    undefined,
    undefined,
    { context: CONTEXT_LINES, headerOptions: FILE_HEADERS_ONLY },
  )
}

/** In UTF-16 code units: to compare more than that line by line takes longer than anybody waits. */
const LARGE = 4_000_000

/** What a patch does to a file of which no diff can be made. */
const largePatch = (
  { path, edits }: Extract<FileChange, { op: 'patch' }>,
  mask: (text: string) => string,
) => {
  const told = edits.map((edit) => `${'set' in edit ? '~' : '-'}${JSON.stringify(edit.at)}`).join('\n')
  return `--- ${path}\n+++ ${path}\n(too large to be shown: what is removed, with -, and what is set, with ~)\n${showControls(mask(told))}\n`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to find them.
const CONTROLS = /\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g

/** A diff is shown on a terminal, which must not obey what a file holds. */
const showControls = (text: string): string =>
  text.replaceAll(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)

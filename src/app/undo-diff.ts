import { parseClaudeCredentials } from '../auth/claude-code/parse-credentials.js'
import { parseStore } from '../auth/parse-store.js'
import type { Change, FileChange } from '../contract/index.js'
import type { NetChange } from '../fix/net-change.js'
import { previewChanges } from '../fix/preview.js'
import type { ToPutBack } from '../fix/to-put-back.js'
import { programsToTakeBack } from '../fix/undo.js'
import type { Undo } from '../fix/undo-of.js'
import type { Run } from './open-run.js'

/** What putting files back would do, and which programs it would run, as a diff with secrets as pseudonyms. */
export const undoDiff = async (undo: Undo, open: ToPutBack, run: Run): Promise<string> => {
  const { machine, fixContext } = run
  const planned: Change[] = []
  for (const net of open.files) planned.push(...(await changeOf(net, run)))
  const folders = open.folders.map(({ path }) => `make the folder ${path}\n`)
  const programs = undo.steps.toReversed().flatMap((step) => programsToTakeBack(step).toReversed())
  for (const { run: program } of programs)
    if (!('irreversible' in program.inverse)) planned.push({ ...program, argv: program.inverse })
  const { fs } = machine.probes
  const preview = await previewChanges(planned, fs, fixContext.mask, machine.self.name)
  return 'diff' in preview ? `${preview.diff}${folders.join('')}` : `${preview.differs}\n`
}

const changeOf = async ({ path, before }: NetChange, { machine }: Run): Promise<readonly FileChange[]> => {
  const { fs, seal } = machine.probes
  if (before !== 'absent' && before.content === null) {
    const found = await fs.stat(path)
    return found.state === 'ok' ? [{ op: 'chmod', path, before: found.mode, after: before.mode }] : []
  }
  const now = await fs.readText(path)
  if (now.state !== 'ok' && now.state !== 'absent') return []
  if (before === 'absent' || before.content === null)
    return now.state === 'ok' ? [{ op: 'delete', path, before: { sha256: now.sha256 } }] : []
  const image = await fs.readText(before.content.imagePath)
  if (image.state !== 'ok') return []
  for (const text of [image.text, ...(now.state === 'ok' ? [now.text] : [])]) {
    // What is sealed is known as a secret from here on.
    parseStore(text, seal)
    parseClaudeCredentials(text, seal)
  }
  const expected = now.state === 'ok' ? { sha256: now.sha256 } : 'absent'
  return [{ op: 'write', path, before: expected, after: image.text, mode: before.mode }]
}

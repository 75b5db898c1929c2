import { join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import { RUN_NAME } from './run-name.js'

/** Whether any journal has a step without an end; cheap, as this is asked at every start. Never throws. */
export const mayBeInterrupted = async (root: string, fs: ProbeFs): Promise<boolean> => {
  const listed = await fs.list(join(root, 'runs'))
  if (listed.state !== 'ok') return false
  for (const name of listed.names.filter((each) => RUN_NAME.test(each))) {
    const found = await fs.readText(join(root, 'runs', name, 'journal.jsonl'))
    if (found.state === 'ok' && hasOpenStep(found.text)) return true
  }
  return false
}

const hasOpenStep = (text: string): boolean => {
  const count = (event: string): number => text.split(`{"event":"${event}"`).length - 1
  const isCutOffUndoing = text.lastIndexOf('{"event":"undoing"') > text.lastIndexOf('{"event":"undone"')
  return isCutOffUndoing || count('intent') > count('verified') + count('rolled-back')
}

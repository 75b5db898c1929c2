import { isAbsolute } from 'node:path'
import { copyOf } from '../contract/data-copy.js'
import type { Change, Risk } from '../contract/index.js'
import { hearOut, isThenable } from '../engine/forgotten-promises.js'
import { runFault } from './valid-run.js'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/**
 * A frozen copy of what a fix planned, or what is wrong with it, as one phrase. Throws what the plan throws when it is
 * looked at.
 */
export const readPlan = (
  plan: unknown,
  risk: Risk,
): { readonly changes: readonly Change[] } | { readonly fault: string } => {
  if (isThenable(plan)) {
    hearOut(plan)
    return { fault: 'plan returned a promise; a fix plans at once' }
  }
  if (!Array.isArray(plan)) return { fault: 'plan returned neither a list of changes nor a refusal' }
  if (plan.length === 0) return { fault: 'plan returned no change and no refusal' }
  const copied = copyOf(plan)
  if ('invalidAt' in copied) return { fault: `its plan is not JSON data at ${copied.invalidAt}` }
  const changes = copied.copy as readonly unknown[]
  for (const change of changes) {
    const fault = isFields(change) ? faultOf(change, risk) : 'a change is not an object'
    if (fault !== null) return { fault }
  }
  return { changes: changes as readonly Change[] }
}

const faultOf = (change: Fields, risk: Risk): string | null => {
  const { op, path } = change
  if (op === 'run') return runFault(change, risk)
  if (!isPath(path)) return 'a change has no absolute path'
  switch (op) {
    case 'write':
      return firstFault(path, [
        [change.before === 'absent' || hasHash(change.before), 'its before is neither absent nor a hash'],
        [isContent(change.after), 'its after is neither a text, JSON nor the copy of a file'],
        [isLock(change.lock), 'its lock is of no kind known here'],
        [change.mode === undefined || isMode(change.mode), 'its mode is none'],
      ])
    case 'patch':
      return firstFault(path, [
        [hasHash(change.before), 'its before is no hash'],
        [change.dialect === 'json' || change.dialect === 'json5', 'its dialect is neither json nor json5'],
        [isEdits(change.edits), 'its edits are no list of edits'],
        [isLock(change.lock), 'its lock is of no kind known here'],
      ])
    case 'delete':
      return firstFault(path, [
        [hasHash(change.before), 'its before is no hash'],
        [isLock(change.lock), 'its lock is of no kind known here'],
      ])
    case 'rmdir':
      return firstFault(path, [[hasFolderState(change.before), 'its before is no mode and time of a folder']])
    case 'chmod':
      return firstFault(path, [
        [isMode(change.before), 'its before is no mode'],
        [isMode(change.after), 'its after is no mode'],
      ])
    default:
      return `the change of ${path} is of a kind that is not known here: ${JSON.stringify(op)}`
  }
}

const isPath = (path: unknown): path is string =>
  typeof path === 'string' && isAbsolute(path) && !path.includes('\0')

const firstFault = (path: string, rules: readonly (readonly [boolean, string])[]): string | null => {
  const broken = rules.find(([holds]) => !holds)
  return broken === undefined ? null : `the change of ${path}: ${broken[1]}`
}

const hasHash = (before: unknown): boolean =>
  isFields(before) && typeof before.sha256 === 'string' && /^[0-9a-f]{64}$/.test(before.sha256)

const isLock = (lock: unknown): boolean => lock === undefined || lock === true || lock === 'file'

const hasFolderState = (before: unknown): boolean =>
  isFields(before) && isMode(before.mode) && Number.isFinite(before.mtimeMs)

const isContent = (after: unknown): boolean =>
  typeof after === 'string' || (isFields(after) && (after.json !== undefined || isCopy(after)))

const isCopy = (after: Fields): boolean => isPath(after.copyOf) && hasHash(after)

const isMode = (mode: unknown): boolean =>
  Number.isInteger(mode) && Number(mode) >= 0 && Number(mode) <= 0o7777

const isEdits = (edits: unknown): boolean =>
  Array.isArray(edits) &&
  edits.length > 0 &&
  edits.every((edit) => isFields(edit) && isKeys(edit.at) && (edit.remove === true || isSet(edit)))

const isKeys = (at: unknown): boolean => Array.isArray(at) && at.every((key) => typeof key === 'string')

const isSet = (edit: Fields): boolean => edit.set !== undefined

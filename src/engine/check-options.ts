import type { AnyCheck, OptionsIssue, OptionsResult, OptionsSchema } from '../contract/index.js'
import { hearOut, isThenable } from './forgotten-promises.js'
import { messageOf } from './message-of.js'

/** A check's options as it is handed them; or what its own schema says against them, and where in them. */
export type ReadOptions =
  | { readonly value: unknown }
  | { readonly fault: string; readonly path: readonly string[] }

/** Never throws: a schema is somebody else's code. A check without a schema has no options: it gets undefined. */
export const readOptions = (check: AnyCheck, given: unknown): ReadOptions => {
  if (check.options === undefined) return { value: undefined }
  try {
    const result: OptionsResult<unknown> | PromiseLike<unknown> = check.options['~standard'].validate(given)
    if (isThenable(result)) {
      hearOut(result)
      return { fault: 'its schema returned a promise; it must answer at once', path: [] }
    }
    if (result.issues === undefined) return { value: result.value }
    const [issue] = result.issues
    return { fault: issue?.message ?? 'they are not what it takes', path: pathOf(issue) }
  } catch (error) {
    return { fault: messageOf(error), path: [] }
  }
}

const pathOf = (issue: OptionsIssue | undefined): readonly string[] =>
  (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))

/** The check as a user has set it; or what is wrong with that. */
export const bindOptions = (
  check: AnyCheck,
  given: unknown,
): { readonly check: AnyCheck } | { readonly fault: string; readonly path: readonly string[] } => {
  if (check.options === undefined) return { fault: 'it has no options', path: [] }
  const read = readOptions(check, given)
  if ('fault' in read) return read
  const settled: OptionsSchema<unknown> = {
    '~standard': { version: 1, vendor: 'clawdbot-doctor', validate: () => ({ value: read.value }) },
  }
  return { check: Object.create(check, { options: { value: settled, enumerable: true } }) }
}

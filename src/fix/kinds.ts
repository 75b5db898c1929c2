import type { Change, FileChange, RunChange } from '../contract/index.js'

/** A plan in the order in which it is carried out: its files, then its programs. */
export const byKind = (
  changes: readonly Change[],
): { readonly files: readonly FileChange[]; readonly runs: readonly RunChange[] } => ({
  files: changes.filter((change) => change.op !== 'run'),
  runs: changes.filter((change) => change.op === 'run'),
})

/** Every file that changes are of, each once. */
export const pathsOf = (changes: readonly Change[]): readonly string[] => [
  ...new Set(byKind(changes).files.map(({ path }) => path)),
]

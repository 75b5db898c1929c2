import type { ConfigIssue } from './config.js'
import type { ConfigPosition } from './config-position.js'
import type { IncludeProblem } from './include.js'
import type { MissingVariable } from './substitute-env.js'

/** Why an include fails, in the words its finding has. */
export type IncludeFault =
  | { readonly kind: 'includeMissing' | 'includeCycle' | 'includeTooDeep'; readonly file: string }
  | { readonly kind: 'includeUnreadable'; readonly file: string; readonly reason: string }
  | {
      readonly kind: 'includeUnparseable'
      readonly file: string
      readonly line: number
      readonly column: number
      readonly reason: string
    }
  | { readonly kind: 'includeMalformed' | 'includeNotAnObject' }

export const includeFault = (problem: IncludeProblem): IncludeFault => {
  if (problem.problem === 'not-a-path') return { kind: 'includeMalformed' }
  if (problem.problem === 'not-a-mapping') return { kind: 'includeNotAnObject' }
  const { file } = problem
  if (problem.problem === 'unparseable') {
    const { line, column, reason } = problem
    return { kind: 'includeUnparseable', file, line, column, reason }
  }
  if (problem.problem === 'unavailable') {
    const { why } = problem
    if (why.state === 'absent' || why.state === 'dangling-link') return { kind: 'includeMissing', file }
    return { kind: 'includeUnreadable', file, reason: why.state === 'failed' ? why.reason : why.state }
  }
  return { kind: problem.problem === 'cycle' ? 'includeCycle' : 'includeTooDeep', file }
}

/** Keys with dots between them; `(root)` for the document itself. */
const dotted = (at: readonly string[]): string => at.join('.') || '(root)'

type Positions = readonly (ConfigPosition | null)[]

/** The position of an issue is where it is in the list of issues. */
export const wrongTypes = (
  issues: readonly ConfigIssue[],
  positions: Positions,
): readonly { readonly at: string; readonly expected: string; readonly position: ConfigPosition | null }[] =>
  issues.map(({ at, expected }, index) => ({ at: dotted(at), expected, position: positions[index] ?? null }))

/** Each variable once, with every place that names it, and where the first of them is. */
export const missingVariables = (
  missing: readonly MissingVariable[],
  positions: Positions,
): readonly {
  readonly name: string
  readonly at: readonly string[]
  readonly position: ConfigPosition | null
}[] =>
  [...new Set(missing.map(({ name }) => name))].map((name) => ({
    name,
    at: [...new Set(missing.filter((each) => each.name === name).map(({ at }) => dotted(at)))],
    position: positions[missing.findIndex((each) => each.name === name)] ?? null,
  }))

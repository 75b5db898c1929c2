import { isMapping } from '../../auth/mapping.js'
import type { Removal } from '../../redact/sealing/index.js'
import type { SealedReport } from '../../report/sealed/schema.js'

/**
 * Every secret that a fact knew for one, so that nobody had to look for it: where its description stands. `bytesOf` tells
 * how long each is, by its name.
 */
export const declaredRemovals = (
  facts: SealedReport['facts'],
  bytesOf: ReadonlyMap<string, number>,
): Removal[] => {
  const removals: Removal[] = []
  const visit = (node: unknown, place: string): void => {
    if (typeof node !== 'object' || node === null) return
    const name = isMapping(node) && isMapping(node.$secret) ? node.$secret.pseudonym : undefined
    const bytes = typeof name === 'string' ? bytesOf.get(name) : undefined
    if (typeof name === 'string' && bytes !== undefined)
      removals.push({ file: 'report.json', place, rule: 'declared', name, bytes, count: 1 })
    else for (const [key, child] of Object.entries(node)) visit(child, `${place}/${escaped(key)}`)
  }
  visit(facts, '/facts')
  return removals
}

/** As RFC 6901 has it. */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

import { bundledPlugins } from '../../../plugins/index.js'
import { factsNeededBy } from '../../engine/fact-graph.js'
import { trustedRegistry } from '../../engine/registry.js'
import { globOf } from '../../engine/select.js'
import type { ReportParts } from '../../report/sealed/parts-schema.js'
import type { SealedFact, SealedReport } from '../../report/sealed/schema.js'
import { nearestPattern } from '../doctor-config/nearest.js'
import { Refusal } from '../refusal.js'

/** What `--check` and `--fact` name: an id or a glob; of a fact, `#` and a JSON Pointer may follow. */
export interface AskedParts {
  readonly checks: readonly string[]
  readonly facts: readonly string[]
}

/** Those parts of a report. Throws a {@link Refusal} for what it does not hold, with the name that may be meant. */
export const partsOf = (sealed: SealedReport, asked: AskedParts): ReportParts => {
  const { case: ofCase, host, createdAt, report, facts } = sealed
  const needs = needsOfChecks()
  return {
    partsVersion: 1,
    case: ofCase.id,
    host,
    createdAt,
    checks: fitting('check', asked.checks, report.checks).map((check) => {
      const needed = needs.get(check.id)
      return { ...check, facts: needed === undefined ? null : facts.filter(({ id }) => needed.has(id)) }
    }),
    facts: asked.facts.flatMap((written) => factsAt(written, facts)),
  }
}

const needsOfChecks = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const { checks } = trustedRegistry(bundledPlugins)
  return new Map([...checks].map(([id, check]) => [id, new Set(factsNeededBy(check).map((fact) => fact.id))]))
}

const fitting = <T extends { readonly id: string }>(
  what: 'check' | 'fact',
  patterns: readonly string[],
  parts: readonly T[],
): readonly T[] => {
  const tests = patterns.map((pattern) => {
    const test = globOf(pattern)
    if (!parts.some(({ id }) => test(id)))
      throw unknown(
        what,
        pattern,
        parts.map(({ id }) => id),
      )
    return test
  })
  return parts.filter(({ id }) => tests.some((test) => test(id)))
}

const unknown = (what: 'check' | 'fact', pattern: string, known: readonly string[]): Refusal => {
  const meant = nearestPattern(pattern, known)
  return new Refusal(
    what === 'check' ? 'UNKNOWN_CHECK' : 'UNKNOWN_FACT',
    `--${what} ${pattern}: the report holds no such ${what}.`,
    meant === null ? `It holds: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
  )
}

const factsAt = (written: string, facts: readonly SealedFact[]): ReportParts['facts'] => {
  const at = written.indexOf('#')
  const [pattern, pointer] = at < 0 ? [written, ''] : [written.slice(0, at), written.slice(at + 1)]
  if (pointer !== '' && !pointer.startsWith('/'))
    throw new Refusal(
      'BAD_POINTER',
      `--fact ${written}: ${pointer} is no JSON Pointer.`,
      `It begins with a slash: ${pattern}#/${pointer}.`,
    )
  const found = fitting('fact', [pattern], facts)
  const places = found.map((fact) => ({ fact, place: placeIn(fact.value, pointer) }))
  const there = places.flatMap(({ fact, place }) =>
    'value' in place ? [{ ...fact, value: place.value, pointer }] : [],
  )
  const [missing] = places
  if (there.length > 0 || missing === undefined || 'value' in missing.place) return there
  const { after, keys } = missing.place
  const key = nearestPattern(pointer.slice(after.length + 1).split('/', 1)[0] ?? '', keys)
  throw new Refusal(
    'NO_SUCH_PLACE',
    `--fact ${written}: there is no such place in ${missing.fact.id}.`,
    key !== null
      ? `Did you mean ${after}/${key}?`
      : keys.length > 0
        ? `At ${after === '' ? 'its top' : after} there are: ${keys.join(', ')}.`
        : `Nothing is below ${after === '' ? 'its top' : after}.`,
  )
}

type Place =
  | { readonly value: SealedFact['value'] }
  /** The pointer as far as it leads, and what there is below. */
  | { readonly after: string; readonly keys: readonly string[] }

const placeIn = (whole: SealedFact['value'], pointer: string): Place => {
  let value = whole
  let after = ''
  for (const written of pointer.split('/').slice(1)) {
    const key = written.replaceAll('~1', '/').replaceAll('~0', '~')
    const members = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
    const next = members.get(key)
    if (next === undefined) return { after, keys: [...members.keys()].map(escaped) }
    value = next
    after += `/${written}`
  }
  return { value }
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

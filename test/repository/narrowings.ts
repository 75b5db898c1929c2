/** A JSON Schema as zod writes it. */
export interface Schema {
  readonly [keyword: string]: unknown
}

/** What says nothing about which documents are valid. */
const SILENT = new Set(['$schema', '$id', 'title', 'description', '$defs'])

const KNOWN = new Set([
  ...['$ref', 'type', 'const', 'enum', 'properties', 'required', 'additionalProperties', 'propertyNames'],
  ...[
    'items',
    'anyOf',
    'oneOf',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'format',
    'pattern',
  ],
])

/**
 * Where a later schema forbids a document that an earlier one allows, or no longer promises what that one promised; a
 * sentence for each. Nothing for a schema that has only grown.
 */
export const narrowings = (before: Schema, after: Schema): readonly string[] => {
  /** Pairs that are being compared already: a schema that holds itself is compared once. */
  const compare = (old: unknown, now: unknown, at: string, begun: ReadonlySet<string>): readonly string[] => {
    if (now === true) return []
    if (typeof old !== 'object' || old === null || typeof now !== 'object' || now === null)
      return old === now ? [] : [`${at}: what was ${JSON.stringify(old)} is ${JSON.stringify(now)}`]
    const [was, is] = [resolved(old as Schema, before), resolved(now as Schema, after)]
    const pair = JSON.stringify([was, is])
    if (begun.has(pair)) return []
    const seen = new Set([...begun, pair])
    return [
      ...unknown(was, at),
      ...unknown(is, at),
      ...(alternatives(was) === null && alternatives(is) === null
        ? values(was, is, at)
        : branches(was, is, at, seen)),
      ...fields(was, is, at, seen),
      ...limits(was, is, at),
    ]
  }

  const branches = (old: Schema, now: Schema, at: string, seen: ReadonlySet<string>): readonly string[] =>
    (alternatives(old) ?? [old]).flatMap((each, index) =>
      (alternatives(now) ?? [now]).some((other) => compare(each, other, at, seen).length === 0)
        ? []
        : [`${at}: nothing allows alternative ${index} any more`],
    )

  const fields = (old: Schema, now: Schema, at: string, seen: ReadonlySet<string>): readonly string[] => {
    if (alternatives(old) !== null || alternatives(now) !== null) return []
    const [olds, nows] = [mapping(old.properties), mapping(now.properties)]
    const [needed, needs] = [list(old.required), list(now.required)]
    const inner = (keyword: string): readonly string[] =>
      now[keyword] === undefined ? [] : compare(old[keyword] ?? true, now[keyword], `${at}/${keyword}`, seen)
    return [
      ...needs.filter((name) => !needed.includes(name)).map((name) => `${at}: ${name} is required now`),
      ...needed.filter((name) => !needs.includes(name)).map((name) => `${at}: ${name} is promised no more`),
      ...Object.entries(olds).flatMap(([name, schema]) =>
        name in nows ? compare(schema, nows[name], `${at}/${name}`, seen) : [`${at}: ${name} is gone`],
      ),
      ...['additionalProperties', 'propertyNames', 'items'].flatMap(inner),
    ]
  }

  return compare(before, after, '', new Set())
}

const resolved = (schema: Schema, root: Schema): Schema => {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/$defs/', '') : null
  return name === null ? schema : ((mapping(root.$defs)[name] ?? {}) as Schema)
}

const unknown = (schema: Schema, at: string): readonly string[] =>
  Object.keys(schema)
    .filter((keyword) => !KNOWN.has(keyword) && !SILENT.has(keyword))
    .map((keyword) => `${at}: ${keyword} is a keyword that this test does not know`)

const alternatives = ({ anyOf, oneOf }: Schema): readonly Schema[] | null =>
  Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : null

const values = (old: Schema, now: Schema, at: string): readonly string[] => {
  const types = list(now.type)
  const allowed = allowedBy(now)
  const lost = list(old.type).filter(
    (type) => !types.includes(type) && !(type === 'integer' && types.includes('number')),
  )
  const isTyped = types.length > 0 && list(old.type).length === 0
  const before = allowedBy(old)
  return [
    ...(types.length === 0 ? [] : lost.map((type) => `${at}: ${type} is allowed no more`)),
    ...(isTyped ? [`${at}: only ${types.join(', ')} is allowed now`] : []),
    ...(allowed === null
      ? []
      : before === null
        ? [`${at}: only some values are allowed now`]
        : before
            .filter((value) => !allowed.includes(value))
            .map((value) => `${at}: ${value} is allowed no more`)),
  ]
}

/** As JSON; null where every value is. */
const allowedBy = (schema: Schema): readonly string[] | null => {
  if ('const' in schema) return [JSON.stringify(schema.const)]
  return Array.isArray(schema.enum) ? schema.enum.map((value) => JSON.stringify(value)) : null
}

const limits = (old: Schema, now: Schema, at: string): readonly string[] => {
  const tighter = (keyword: string, isTighter: (old: number, now: number) => boolean) => {
    const [was, is] = [old[keyword], now[keyword]]
    if (typeof is !== 'number') return []
    return typeof was !== 'number' || isTighter(was, is) ? [`${at}: ${keyword} is ${is} now`] : []
  }
  const other = (keyword: string) =>
    now[keyword] !== undefined && now[keyword] !== old[keyword] ? [`${at}: ${keyword} is another now`] : []
  return [
    ...['minimum', 'exclusiveMinimum'].flatMap((keyword) => tighter(keyword, (was, is) => is > was)),
    ...['maximum', 'exclusiveMaximum'].flatMap((keyword) => tighter(keyword, (was, is) => is < was)),
    ...['format', 'pattern'].flatMap(other),
  ]
}

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : []

const mapping = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

import type { Edit, Seal, Secret, Value } from '../../src/contract/index.js'
import { createFakeSeal } from '../../src/testing/index.js'

/** A seal whose secrets only its `reveal` can open. The same text and kind give the same secret. */
export interface TestSeal {
  readonly seal: Seal
  reveal(secret: Secret): string
}

export const testSeal = (): TestSeal => {
  const fakeSeal = createFakeSeal()
  const texts = new WeakMap<Secret, string>()
  const made = new Map<string, Secret>()
  const seal: Seal = (text, kind = 'opaque') => {
    const name = `${kind}|${text}`
    const secret = made.get(name) ?? fakeSeal(text, kind)
    texts.set(secret, text)
    made.set(name, secret)
    return secret
  }
  const reveal = (secret: Secret): string => {
    const text = texts.get(secret)
    if (text === undefined) throw new Error('this seal did not make that secret')
    return text
  }
  return { seal, reveal }
}

const isSecret = (value: Value | undefined): value is Secret =>
  typeof value === 'object' && value !== null && 'equals' in value && typeof value.equals === 'function'

/** A value as it would stand in a file. */
export const plain = (value: Value | undefined, reveal: TestSeal['reveal']): unknown => {
  if (isSecret(value)) return reveal(value)
  if (Array.isArray(value)) return value.map((item: Value) => plain(item, reveal))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, reveal)]))
}

/** Carries edits out on plain JSON, as the writer of files would: a copy, own properties only. */
export const applyEdits = (
  document: unknown,
  edits: readonly Edit[],
  reveal: TestSeal['reveal'],
): Record<string, unknown> => {
  const copy = structuredClone(document) as Record<string, unknown>
  for (const edit of edits) {
    const last = edit.at.at(-1) ?? ''
    let parent = copy
    for (const key of edit.at.slice(0, -1)) {
      if (!Object.hasOwn(parent, key)) throw new Error(`there is no ${edit.at.join('.')}`)
      parent = parent[key] as Record<string, unknown>
    }
    if ('remove' in edit) delete parent[last]
    else
      Object.defineProperty(parent, last, {
        value: plain(edit.set, reveal),
        configurable: true,
        enumerable: true,
        writable: true,
      })
  }
  return copy
}

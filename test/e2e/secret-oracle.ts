import type { RandomSecret } from './random-secrets.js'

const SHORTEST = 12

const ends = (text: string, length: number): readonly string[] => [text.slice(0, length), text.slice(-length)]

/** How a text looks within base64 wherever it begins, without what its neighbours have a part in. */
const base64Of = (text: string): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString('base64')
    const inside = encoded.slice(before === 0 ? 0 : 4, -4)
    return [inside, inside.replaceAll('+', '-').replaceAll('/', '_')]
  })

/** Everything that a secret could still be read by: written out, encoded once in any way, and its beginning and end. */
const formsOf = ({ mark }: RandomSecret): readonly string[] => {
  const hex = Buffer.from(mark).toString('hex')
  const percent = [...Buffer.from(mark)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const encoded = [
    encodeURIComponent(mark),
    hex,
    hex.toUpperCase(),
    percent,
    percent.toUpperCase(),
    ...base64Of(mark),
  ]
  return [
    ...new Set(
      [mark, ...encoded].flatMap((form) => [form, ...ends(form, Math.min(form.length, 2 * SHORTEST))]),
    ),
  ]
}

/** The same text without all that could stand between the parts of something that was broken up. */
const joined = (text: string): string =>
  text.replaceAll(/\\+[nrt]|\\+u00[01]\w|[\s"'`\\+]|&#?\w+;|<[^>]{0,40}>/g, '')

export interface Leak {
  readonly kind: string
  readonly where: string
}

/** Which of the secrets can be read where. Knows nothing of how they were taken out. */
export const leaksOf = (
  secrets: readonly RandomSecret[],
  texts: Readonly<Record<string, string>>,
): readonly Leak[] => {
  const forms = secrets.map((secret) => ({ kind: secret.kind, forms: formsOf(secret) }))
  return Object.entries(texts).flatMap(([where, text]) => {
    const bare = joined(text)
    return forms
      .filter((secret) => secret.forms.some((form) => text.includes(form) || bare.includes(joined(form))))
      .map(({ kind }) => ({ kind, where }))
  })
}

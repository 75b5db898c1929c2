import type { SealedReport } from './schema.js'

/** Tells which names of two reports mean the same. */
export interface Naming {
  /** Whether a name in one report means in the other what it means here. */
  readonly sameCase: boolean
  /** A text as it is to be compared: across cases, a pseudonym only by its kind. */
  comparable(text: string): string
}

/** As src/redact/sealing gives them; an address looks like any other, and counts as what it is. */
const PSEUDONYM =
  /\[([A-Za-z][\w.-]*) [0-9a-f]{6,}\]|\b(user|host|person|mail)-[0-9a-f]{8}(?:-[0-9a-f]{4})?\b/g

/** Pseudonyms are keyed by the case: in another one, the same token or person has another name. */
export const namingOf = (before: Pick<SealedReport, 'case'>, after: Pick<SealedReport, 'case'>): Naming => {
  const sameCase = before.case.id === after.case.id && before.case.findingKey === after.case.findingKey
  return { sameCase, comparable: sameCase ? (text) => text : (text) => text.replaceAll(PSEUDONYM, '[$1$2]') }
}

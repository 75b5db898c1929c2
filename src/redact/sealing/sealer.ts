import type { Redactor } from '../../contract/index.js'
import { UnusableRedactor } from '../plugin-shapes.js'
import { createSecretFinder, type KnownSecret } from '../secret-finder.js'
import type { Span } from '../span.js'
import { type DocumentRules, sealDocument } from './document.js'
import { isSealable } from './is-sealable.js'
import { linesOf } from './lines.js'
import type { GivenName } from './named-texts.js'
import { findNested } from './nested.js'
import { createPlaceFinder, type People } from './place-finder.js'
import { casePseudonyms } from './pseudonyms.js'
import { createLedger, type Removal } from './removals.js'
import { SealingFailed } from './sealing-failed.js'
import { settle } from './settle.js'
import { wholeRuns } from './whole-runs.js'

type Rules = readonly ((text: string) => readonly Span[])[]

/** Takes out of a report what nobody else may see. Every call throws {@link SealingFailed} where it cannot be done. */
export interface Sealer {
  /** A text without secrets, people and places. Its lines are the places in the ledger, or `place` for all of it. */
  text(text: string, file: string, place?: string): string
  /** The same for JSON, which keeps its structure. */
  document(value: unknown, file: string): unknown
  /**
   * The same for what nobody has looked through: all that stands under a key that names a secret goes. `personal` are keys
   * under which nothing is to be read.
   */
  foreignDocument(value: unknown, file: string, personal?: RegExp): unknown
  /** What was taken out so far. */
  removals(): Removal[]
  /** The people and places that were given names, by name; never a secret. */
  names(): GivenName[]
}

export interface SealerOptions {
  /** The case's own: 32 random bytes, which stay with the user. */
  readonly key: Buffer
  /** Every secret that is known, asked at each call; blank texts, short ones and names are not looked for. */
  readonly secrets: () => Iterable<{ readonly text: string; readonly kind?: string }>
  readonly redactors: readonly Redactor[]
  readonly people: People
  /** What a secret is by its looks; without it, what it is said to be. */
  readonly kindOf?: (text: string) => string
  /** Names that stay as they are: those which an earlier sealing of the same report gave. */
  readonly already?: Iterable<string>
}

/**
 * Makes what every file of a support report has to pass. Known secrets go first, in every encoding they could stand in;
 * then what looks like a secret; then people and places. What stands in place of each is its name within the case.
 */
export const createSealer = (options: SealerOptions): Sealer => {
  const { redactors, people, kindOf, already = [] } = options
  const pseudonyms = casePseudonyms(options.key)
  const known: KnownSecret[] = []
  const learnt = new Set<string>()
  const given = new Set<string>(already)
  const ledger = createLedger()
  const places = orFail('', '', () => createPlaceFinder(pseudonyms, people, already))

  const secretName = (text: string, kind: string): string =>
    pseudonyms.secretName(text, kindOf?.(text) ?? kind)
  /** Once for each file: asking for each of its texts would take longer than searching them. */
  const learn = (): void => {
    for (const { text, kind = 'opaque' } of options.secrets()) {
      if (learnt.has(text)) continue
      learnt.add(text)
      const pseudonym = secretName(text, kind)
      given.add(pseudonym)
      if (isSealable(text)) known.push({ text, secret: { pseudonym } })
    }
  }
  const secrets = createSecretFinder({
    known: () => known,
    redactors,
    nameOf: secretName,
  })
  const rules = [
    (text: string) => wholeRuns(text, secrets.find(text)),
    (text: string) => findNested(text, secrets.find),
    places.find,
    (text: string) => findNested(text, places.find),
  ]

  const again = [places.findAgain]

  const sealed = (text: string, file: string, place?: string, by: Rules = rules): string => {
    secrets.learn()
    const settled = settle(text, by)
    const lineAt = place === undefined ? linesOf(settled.text) : () => place
    for (const { at, ...taken } of settled.taken) ledger.add({ ...taken, file, place: lineAt(at) })
    return settled.text
  }

  const document = (
    value: unknown,
    file: string,
    how: Pick<DocumentRules, 'byKey' | 'personal'>,
  ): unknown => {
    orFail(file, '', learn)
    places.begin()
    const first: DocumentRules = {
      ...how,
      text: (text, place) => orFail(file, place, () => sealed(text, file, place)),
      isMarked: secrets.isMarked,
      secretName,
      isGiven: (name) => given.has(name),
      wholeSecret: (text) => {
        secrets.learn()
        return secrets.find(text).find(({ start, end, whole }) => whole && end - start === text.length)
          ?.replacement
      },
      nameOf: places.nameOf,
      taken: (rule, name, original, place) =>
        ledger.add({ file, place, rule, name, bytes: Buffer.byteLength(original) }),
      failed: (place) => new SealingFailed('json', file, place),
    }
    return sealDocument(sealDocument(value, first), {
      ...first,
      byKey: false,
      text: (text, place) => orFail(file, place, () => sealed(text, file, place, again)),
      isMarked: () => true,
      isGiven: () => true,
      wholeSecret: () => undefined,
    })
  }

  return {
    text: (text, file, place) =>
      orFail(file, place ?? '', () => {
        learn()
        places.begin()
        return sealed(text, file, place, [...rules, ...again])
      }),
    document: (value, file) => document(value, file, { byKey: false, personal: undefined }),
    foreignDocument: (value, file, personal) => document(value, file, { byKey: true, personal }),
    removals: ledger.entries,
    names: places.given,
  }
}

const orFail = <T>(file: string, place: string, work: () => T): T => {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof SealingFailed) throw cause
    throw new SealingFailed(
      cause instanceof UnusableRedactor ? `redactor ${cause.id}` : 'sealing',
      file,
      place,
    )
  }
}

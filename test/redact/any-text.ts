import fc from 'fast-check'
import { PSEUDONYM } from './boundary.js'
import { ENCODERS, WRAPPINGS } from './sealing/encoders.js'
import { anySecret } from './sealing/random-secrets.js'
import { FOUND } from './shaped-secrets.js'

/** What begins or ends like something that has a meaning around a text, in a pattern or in JSON; and names. */
const AWKWARD = [
  ':',
  ':1',
  ':true',
  ',"',
  '{',
  '[',
  '-',
  '=',
  '\\',
  '"',
  "'",
  '%',
  '+',
  '&',
  'ｓ',
  'é',
  '\u0301',
  '\u200b',
]

/** A secret to know: of the usual kinds, of few signs, with awkward ends, or a name that is not looked for. */
export const knownText = fc.oneof(
  { weight: 3, arbitrary: anySecret },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', ...AWKWARD),
        fc.string({ unit: fc.constantFrom(...'abcdef12:'), minLength: 5, maxLength: 14 }),
        fc.constantFrom('', ...AWKWARD),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('anthropic', 'qwen-oauth', 'OPENAI_API_KEY', '********', 'short') },
)

const encoder = fc.constantFrom(...Object.values(ENCODERS))
const same = (text: string): string => text

/** A known secret as it may stand somewhere: whole or a part of it, encoded up to twice, wrapped. */
const planted = (known: readonly string[]): fc.Arbitrary<string> =>
  known.length === 0
    ? fc.constant('')
    : fc
        .tuple(
          fc.constantFrom(...known),
          fc.constantFrom(
            same,
            (text: string) => text.slice(0, 13),
            (text: string) => text.slice(-13),
          ),
          fc.oneof(fc.constant(same), encoder),
          fc.oneof({ weight: 3, arbitrary: fc.constant(same) }, { weight: 1, arbitrary: encoder }),
          fc.constantFrom(...WRAPPINGS, (text: string) => [...text].join(' ')),
        )
        .map(([text, part, inner, outer, wrap]) => wrap(outer(inner(part(text))), 7))

const word = fc.constantFrom(
  ...'the gateway of agents uses an access token: api key password=secret, path bearer basic 1 of 2'.split(
    ' ',
  ),
)
const shaped = fc
  .constantFrom(...FOUND)
  .chain(([, before, secret, after]) =>
    fc.constantFrom(before + secret + after, secret, before, `${before}${after}`),
  )

/** Texts in which some of these secrets may stand, or what looks like one, or nothing at all. */
export const textWith = (known: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 6, arbitrary: word },
          { weight: 1, arbitrary: planted(known) },
          { weight: 1, arbitrary: fc.oneof(shaped, fc.constantFrom(...known, ...AWKWARD, PSEUDONYM, '')) },
          { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
        ),
        fc.constantFrom(' ', '', '\n', '-'),
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.flat().join(''))

/** Documents with such texts, also as keys, and with keys that say what stands under them. */
export const documentWith = (known: readonly string[]): fc.Arbitrary<unknown> => {
  const text = textWith(known)
  const key = fc.oneof(
    fc.constantFrom('id', 'title', 'apiKey', 'token', 'accessToken', 'password', 'tokens', 'GH_TOKEN'),
    text,
  )
  const leaf = fc.oneof(
    { weight: 3, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.oneof(fc.integer(), fc.constantFrom(true, false, null), fc.constant('opaque-letters')),
    },
  )
  return fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
    ),
  })).node
}

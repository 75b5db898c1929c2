import { s } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'
import type { Life } from './life.js'
import { SHAPES } from './life-svg.js'

interface Sign {
  /** A line's class, or a shape with its own. */
  readonly picture: { readonly line: string } | { readonly shape: string; readonly name: string }
  readonly words: string
  isIn(life: Life, now: number): boolean
}

const isThere = ({ credential }: Life): boolean => credential.state !== 'missing'
const isOver = ({ until }: Life, now: number): boolean => until !== null && until <= now

const SIGNS: readonly Sign[] = [
  { picture: { line: 'past' }, words: 'past', isIn: (life) => isThere(life) && life.from !== null },
  {
    picture: { line: 'past unknown' },
    words: 'past, start not known',
    isIn: (life) => isThere(life) && life.from === null,
  },
  { picture: { line: 'left' }, words: 'time left', isIn: (life, now) => isThere(life) && !isOver(life, now) },
  { picture: { line: 'dead' }, words: 'expired since', isIn: isOver },
  {
    picture: { shape: SHAPES.end, name: 'end' },
    words: 'ends for good',
    isIn: (life, now) => life.until !== null && !isOver(life, now) && !life.credential.refreshable,
  },
  {
    picture: { shape: SHAPES.end, name: 'end open' },
    words: 'ends, and can be renewed',
    isIn: ({ until, credential }) => until !== null && credential.refreshable,
  },
  {
    picture: { shape: SHAPES.expired, name: 'expired' },
    words: 'expired',
    isIn: (life, now) => isOver(life, now) && !life.credential.refreshable,
  },
  {
    picture: { shape: 'M-4 -3H4L0 3Z', name: 'used' },
    words: 'last used',
    isIn: (life) => isThere(life) && life.lastUsed !== null,
  },
  { picture: { line: 'cooling' }, words: 'in cooldown', isIn: ({ cooling }) => cooling !== null },
]

/** What the signs mean that these lives are drawn with, and no others. */
export const legendOf = (
  lives: readonly Life[],
  now: number,
): readonly (readonly [picture: HtmlElement, words: string])[] =>
  SIGNS.filter((sign) => lives.some((life) => sign.isIn(life, now))).map(({ picture, words }) => [
    s(
      'svg',
      { class: 'life sample', width: 26, height: 14, ariaHidden: 'true', focusable: 'false' },
      'line' in picture
        ? s('line', { class: picture.line, x1: 2, x2: 24, y1: 7, y2: 7 })
        : s('path', { class: picture.name, d: picture.shape, transform: 'translate(13 7)' }),
    ),
    words,
  ])

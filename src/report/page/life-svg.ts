import { s } from 'hastscript'
import type { Life } from './life.js'
import { isBeyond, placeOf, TICKS } from './life-scale.js'
import { momentWords } from './moments.js'

type SvgElement = ReturnType<typeof s>

const MIDDLE = 18
const percent = (x: number): string => `${x}%`

/** The marks of the axis, without scaling its text with its width. */
export const axisSvg = (): SvgElement =>
  s(
    'svg',
    { class: 'axis', width: '100%', height: 18, ariaHidden: 'true', focusable: 'false' },
    ...TICKS.map(({ x, label }, index) =>
      s(
        'text',
        {
          x: percent(x),
          y: 13,
          textAnchor: index === 0 ? 'start' : index === TICKS.length - 1 ? 'end' : 'middle',
          class: label === 'now' ? 'now' : index % 2 === 0 ? 'tick' : 'tick fine',
        },
        label,
      ),
    ),
  )

/**
 * One life as a picture: thin where it is past, thick where there is some left, dotted where it has none any more. Its
 * places are per cents, so that it is drawn at any width, and its shapes tell all that its colours do.
 */
export const lifeSvg = (life: Life, now: number, zoneMs: number): SvgElement =>
  s(
    'svg',
    {
      class: `life ${life.tone}`,
      width: '100%',
      height: 2 * MIDDLE,
      role: 'img',
      ariaLabel: lifeSentence(life, now),
      focusable: 'false',
    },
    zone(now, zoneMs),
    ...TICKS.filter(({ label }) => label !== 'now').map(({ x }) => rule(x, 'grid')),
    ...body(life, now),
    rule(placeOf(now, now), 'now'),
    ...marks(life, now),
  )

/** What the picture shows, for those who do not see it. */
export const lifeSentence = ({ credential, words }: Life, now: number): string => {
  const told: readonly (readonly [string, string | null])[] = [
    ['issued', credential.issuedAt],
    ['last used', credential.lastUsedAt],
    ['ends', credential.expiresAt],
    ['cools until', credential.coolingUntil],
  ]
  const times = told.flatMap(([what, at]) => (at === null ? [] : [`${what} ${momentWords(at)}`]))
  return `${credential.name} ${words}. ${[...times, `now is ${momentWords(new Date(now).toISOString())}`].join(', ')}.`
}

const zone = (now: number, zoneMs: number): SvgElement => {
  const from = placeOf(now, now)
  return s('rect', {
    class: 'zone',
    x: percent(from),
    y: 0,
    width: percent(placeOf(now + zoneMs, now) - from),
    height: 2 * MIDDLE,
  })
}

const rule = (x: number, name: string): SvgElement =>
  s('line', { class: name, x1: percent(x), x2: percent(x), y1: 0, y2: 2 * MIDDLE })

const stretch = (from: number, to: number, name: string): readonly SvgElement[] =>
  to <= from ? [] : [s('line', { class: name, x1: percent(from), x2: percent(to), y1: MIDDLE, y2: MIDDLE })]

const LEFT = TICKS[0]?.x ?? 0
const RIGHT = TICKS.at(-1)?.x ?? 100

const body = ({ from, until, credential, cooling }: Life, now: number): readonly SvgElement[] => {
  if (credential.state === 'missing') return []
  const here = placeOf(now, now)
  const start = from === null ? LEFT : placeOf(from, now)
  const end = until === null ? RIGHT : placeOf(until, now)
  return [
    ...stretch(start, Math.min(here, end), from === null ? 'past unknown' : 'past'),
    ...stretch(Math.max(here, start), end, 'left'),
    ...(until !== null && until < now ? stretch(end, here, 'dead') : []),
    ...(cooling === null
      ? []
      : [
          s('line', {
            class: 'cooling',
            x1: percent(here),
            x2: percent(placeOf(cooling, now)),
            y1: MIDDLE - 10,
            y2: MIDDLE - 10,
          }),
        ]),
  ]
}

const marks = ({ from, until, lastUsed, credential }: Life, now: number): readonly SvgElement[] => {
  if (credential.state === 'missing') return []
  return [
    ...(from === null || isBeyond(from, now) ? [] : [mark(placeOf(from, now), 'M0 -5V5', 'born')]),
    ...(lastUsed === null ? [] : [mark(placeOf(lastUsed, now), 'M-4 -13H4L0 -7Z', 'used')]),
    ...(until === null
      ? [mark(RIGHT, 'M-7 -5L0 0L-7 5', 'endless')]
      : [
          until <= now && !credential.refreshable
            ? mark(placeOf(until, now), 'M-5 -5L5 5M5 -5L-5 5', 'expired')
            : mark(placeOf(until, now), 'M-6 0L0 -6L6 0L0 6Z', credential.refreshable ? 'end open' : 'end'),
        ]),
  ]
}

/** A shape of its own size at a place of the scale. */
const mark = (x: number, path: string, name: string): SvgElement =>
  s(
    'svg',
    { x: percent(x), y: MIDDLE, overflow: 'visible', width: 1, height: 1 },
    s('path', { class: name, d: path }),
  )

/** The shapes, each by itself, for the legend. */
export const LEGEND: readonly (readonly [picture: SvgElement, words: string])[] = [
  [sample('past', null), 'past'],
  [sample('left', null), 'time left'],
  [sample('dead', null), 'expired since'],
  [sample(null, 'M-6 0L0 -6L6 0L0 6Z', 'end'), 'ends for good'],
  [sample(null, 'M-6 0L0 -6L6 0L0 6Z', 'end open'), 'ends, and can be renewed'],
  [sample(null, 'M-5 -5L5 5M5 -5L-5 5', 'expired'), 'expired'],
  [sample(null, 'M-4 -3H4L0 3Z', 'used'), 'last used'],
  [sample('cooling', null), 'in cooldown'],
]

function sample(line: string | null, path: string | null, name = ''): SvgElement {
  return s(
    'svg',
    { class: 'life sample', width: 26, height: 14, ariaHidden: 'true', focusable: 'false' },
    ...(line === null ? [] : [s('line', { class: line, x1: 2, x2: 24, y1: 7, y2: 7 })]),
    ...(path === null ? [] : [s('path', { class: name, d: path, transform: 'translate(13 7)' })]),
  )
}

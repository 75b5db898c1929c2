import { s } from 'hastscript'
import type { Life } from './life.js'
import { isBeyond, placeOf, TICKS } from './life-scale.js'
import { momentWords } from './moments.js'

type SvgElement = ReturnType<typeof s>

const MIDDLE = '50%'
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
      height: '100%',
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
const lifeSentence = ({ credential, states }: Life, now: number): string => {
  const told: readonly (readonly [string, string | null])[] = [
    ['issued', credential.issuedAt],
    ['last used', credential.lastUsedAt],
    ['ends', credential.expiresAt],
    ['cools until', credential.coolingUntil],
  ]
  const times = told.flatMap(([what, at]) => (at === null ? [] : [`${what} ${momentWords(at)}`]))
  return `${credential.name} ${states.join(', ')}. ${[...times, `now is ${momentWords(new Date(now).toISOString())}`].join(', ')}.`
}

const zone = (now: number, zoneMs: number): SvgElement => {
  const from = placeOf(now, now)
  return s('rect', {
    class: 'zone',
    x: percent(from),
    y: 0,
    width: percent(placeOf(now + zoneMs, now) - from),
    height: '100%',
  })
}

const rule = (x: number, name: string): SvgElement =>
  s('line', { class: name, x1: percent(x), x2: percent(x), y1: 0, y2: '100%' })

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
            y1: MIDDLE,
            y2: MIDDLE,
            transform: 'translate(0 -10)',
          }),
        ]),
  ]
}

/** Around the place that they mark. */
export const SHAPES = {
  end: 'M-6 0L0 -6L6 0L0 6Z',
  expired: 'M-5 -5L5 5M5 -5L-5 5',
} as const

const marks = ({ from, until, lastUsed, credential }: Life, now: number): readonly SvgElement[] => {
  if (credential.state === 'missing') return []
  return [
    ...(from === null || isBeyond(from, now) ? [] : [mark(placeOf(from, now), 'M0 -5V5', 'born')]),
    ...(lastUsed === null ? [] : [mark(placeOf(lastUsed, now), 'M-4 -13H4L0 -7Z', 'used')]),
    ...(until === null
      ? [mark(RIGHT, 'M-1 -8L8 0L-1 8Z', 'endless')]
      : [
          until <= now && !credential.refreshable
            ? mark(placeOf(until, now), SHAPES.expired, 'expired')
            : mark(placeOf(until, now), SHAPES.end, credential.refreshable ? 'end open' : 'end'),
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

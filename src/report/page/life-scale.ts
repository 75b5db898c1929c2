const HOUR = 3_600_000
const DAY = 24 * HOUR

/** One mark of the scale: how far from now, and how wide the stretch that ends there is. */
interface Step {
  readonly ms: number
  readonly label: string
  readonly wide: number
}

/** From now outwards. Within 24 hours, where an hour matters, there is the most room; a year is as far as it goes. */
const STEPS: readonly Step[] = [
  { ms: DAY, label: '24 h', wide: 15 },
  { ms: 7 * DAY, label: '7 d', wide: 12 },
  { ms: 30 * DAY, label: '30 d', wide: 11 },
  { ms: 365 * DAY, label: '1 y', wide: 12 },
]
const NOW = 50

/** A mark of the axis, `x` in per cent of its width. */
export interface Tick {
  readonly x: number
  readonly label: string
}

/** Where a moment stands, in per cent from the left; what is further off than a year stands at the edge. */
export const placeOf = (at: number, now: number): number => {
  const away = Math.abs(at - now)
  const side = at < now ? -1 : 1
  let from = 0
  let x = 0
  for (const { ms, wide } of STEPS) {
    if (away <= ms) return rounded(NOW + side * (x + (wide * (away - from)) / (ms - from)))
    from = ms
    x += wide
  }
  return NOW + side * x
}

/** Whether it is too far off to have a place of its own. */
export const isBeyond = (at: number, now: number): boolean =>
  Math.abs(at - now) > Math.max(...STEPS.map(({ ms }) => ms))

const rounded = (x: number): number => Math.round(x * 100) / 100

/** The axis, from left to right. */
export const TICKS: readonly Tick[] = [
  ...STEPS.map(({ ms, label }) => ({ x: placeOf(-ms, 0), label: `−${label}` })).reverse(),
  { x: NOW, label: 'now' },
  ...STEPS.map(({ ms, label }) => ({ x: placeOf(ms, 0), label: `+${label}` })),
]

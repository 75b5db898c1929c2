import { dot, drawing, legend, line, linear, path, TOP, text } from './drawing.mjs'
import { grouped, versionOf } from './words.mjs'

/** @typedef {import('./drawing.mjs').Colour} Colour */
/** @typedef {import('./measure.mjs').Spread} Spread */
/** @typedef {readonly { count: number, spread: Spread }[]} Points */
/** @typedef {{ words: string, colour: Colour, points: Points, dashes?: string }} Curve */

const [LEFT, RIGHT, HEIGHT] = [76, 724, 250]

/** About five round steps from nothing to so much. @param {number} most */
const stepsTo = (most) => {
  const rough = most / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) =>
    Number((index * step).toPrecision(6)),
  )
}

/**
 * How a time grows with a count: both scales begin at nothing, so that what grows in step is a straight line.
 * @param {{ title: string, about: string, ofCount: string, unit: string }} what
 * @param {readonly Curve[]} curves
 * @param {{ words: string, from: readonly [number, number], to: readonly [number, number] }} target the most that it is to be, as a line
 */
const growthPlot = ({ title, about, ofCount, unit }, curves, target) => {
  const points = curves.flatMap((curve) => curve.points)
  const counts = stepsTo(Math.max(...points.map(({ count }) => count)))
  const values = stepsTo(Math.max(target.to[1], ...points.map(({ spread }) => spread.high)))
  const [top, bottom] = [TOP + 36, TOP + 36 + HEIGHT]
  const x = linear([0, counts.at(-1) ?? 1], [LEFT, RIGHT])
  const y = linear([0, values.at(-1) ?? 1], [bottom, top])
  const grid = [
    ...values.flatMap((value) => [
      line([LEFT, y(value)], [RIGHT, y(value)], value === 0 ? 'faint' : 'grid'),
      text(LEFT - 10, y(value) + 4, `${grouped(value)} ${unit}`, {
        colour: 'faint',
        anchor: 'end',
        size: 12,
      }),
    ]),
    ...counts.map((count) =>
      text(x(count), bottom + 20, grouped(count), { colour: 'faint', anchor: 'middle', size: 12 }),
    ),
    text((LEFT + RIGHT) / 2, bottom + 40, ofCount, { colour: 'faint', anchor: 'middle', size: 12 }),
  ]
  const drawn = curves.flatMap(({ colour, points: own, dashes }) => [
    path(
      own.map(({ count, spread }) => [x(count), y(spread.median)]),
      colour,
      dashes === undefined ? {} : { dashes },
    ),
    ...own.flatMap(({ count, spread }) => [
      line([x(count), y(spread.low)], [x(count), y(spread.high)], colour, { width: 1.5 }),
      dot(x(count), y(spread.median), colour, 3.5),
    ]),
  ])
  const goal = path(
    [
      [x(target.from[0]), y(target.from[1])],
      [x(target.to[0]), y(target.to[1])],
    ],
    'target',
    { dashes: '5 4' },
  )
  return drawing({ title, about, height: bottom + 58 }, [
    ...legend([
      ...curves.map(
        ({ words, colour, dashes }) =>
          /** @type {const} */ ([words, colour, dashes === undefined ? 'line' : 'dashes']),
      ),
      [target.words, 'target', 'dashes'],
    ]),
    ...grid,
    goal,
    ...drawn,
  ])
}

const TARGET_MICROSECONDS = 30
const TARGET_SECONDS = 2

/** @param {import('./result.mjs').Results} results */
export const checksPlot = ({ growth }) => {
  const { checks } = growth
  const last = checks.at(-1)
  const most = last?.count ?? 0
  const pointsOf = (/** @type {'bare' | 'silent' | 'terminal'} */ way) =>
    checks.map((point) => ({ count: point.count, spread: point[way] }))
  return growthPlot(
    {
      title: 'The engine: time by the number of checks',
      about: `Checks that do nothing, so that what is seen is the engine’s own. Node ${versionOf(growth.node)}, medians and quartiles.`,
      ofCount: 'checks',
      unit: 'ms',
    },
    [
      { words: 'the engine', colour: 'ours', points: pointsOf('silent') },
      { words: 'the engine, on a terminal', colour: 'second', points: pointsOf('terminal') },
      { words: 'bare listr2', colour: 'others', points: pointsOf('bare') },
    ],
    {
      words: `target: ${TARGET_MICROSECONDS} µs a check above listr2`,
      from: [0, 0],
      to: [most, (last?.bare.median ?? 0) + (most * TARGET_MICROSECONDS) / 1_000],
    },
  )
}

/** @param {import('./result.mjs').Results} results */
export const agentsPlot = ({ growth }) =>
  growthPlot(
    {
      title: 'doctor: time by the number of agents',
      about: `Agents with ${growth.profiles} profiles each, whole process. Node ${versionOf(growth.node)}, medians and quartiles.`,
      ofCount: 'agents',
      unit: 's',
    },
    [
      {
        words: 'doctor --json',
        colour: 'ours',
        points: growth.agents.map(({ count, seconds }) => ({ count, spread: seconds })),
      },
    ],
    {
      words: `target: 1,000 agents in ${TARGET_SECONDS} s`,
      from: [0, TARGET_SECONDS],
      to: [1_000, TARGET_SECONDS],
    },
  )

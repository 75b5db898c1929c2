import { dot, drawing, legend, line, logarithmic, TOP, text } from './drawing.mjs'
import { rowNamed } from './result.mjs'
import { duration, versionOf } from './words.mjs'

const [LEFT, RIGHT] = [190, 610]
const [LINE, GAP] = [22, 18]
const LEAST = 10

/** A line of the plot: a program, its time, and the times that it is to stay below. @typedef {{ name: string, ms: import('./measure.mjs').Spread, words: string, colour: 'ours' | 'others', targets: readonly number[] }} Line */

/** @param {import('./result.mjs').Peers} peers @param {string} what @returns {readonly Line[]} */
const linesOf = ({ comparisons, rows, versions }, what) => {
  const compared = comparisons.filter((each) => each.what === what)
  const medianOf = (/** @type {string} */ name) => rowNamed(rows, name).ms.median
  const targets = compared.flatMap(({ theirs, target }) =>
    target === null ? [] : [medianOf(theirs) / target],
  )
  const { ms } = rowNamed(rows, compared[0]?.ours ?? '')
  return [
    { name: 'clawdbot-doctor', ms, words: duration(ms.median), colour: 'ours', targets },
    ...compared.map(({ peer, theirs, faster }) => ({
      name: `${peer} ${versions[peer]}`,
      ms: rowNamed(rows, theirs).ms,
      words: `${duration(medianOf(theirs))} · ${faster.median.toFixed(0)} × ours`,
      colour: /** @type {const} */ ('others'),
      targets: [],
    })),
  ]
}

/** Ours beside those of others. @param {import('./result.mjs').Results} results */
export const peersPlot = ({ peers }) => {
  const bare = peers.rows[0]?.ms.median ?? Number.NaN
  const x = logarithmic([LEAST, Math.max(...peers.rows.map(({ ms }) => ms.high))], [LEFT, RIGHT])
  const top = TOP + 22
  let y = top
  const groups = [...new Set(peers.comparisons.map(({ what }) => what))].flatMap((what) => {
    y += GAP
    const title = text(20, y, what, { bold: true })
    const lines = linesOf(peers, what).flatMap(({ name, ms, words, colour, targets }) => {
      y += LINE
      return [
        text(LEFT - 12, y + 4, name, { anchor: 'end', colour: colour === 'ours' ? 'text' : 'faint' }),
        line([LEFT, y], [x(ms.median), y], 'grid', { width: 2 }),
        ...targets.map((target) => line([x(target), y - 8], [x(target), y + 8], 'target', { width: 2.5 })),
        line([x(ms.low), y], [x(ms.high), y], colour, { width: 2 }),
        dot(x(ms.median), y, colour),
        text(x(Math.max(ms.high, ...targets)) + 12, y + 4, words),
      ]
    })
    y += GAP
    return [title, ...lines]
  })
  const goals = peers.comparisons.flatMap(({ peer, target }) =>
    target === null ? [] : [`${target} × faster than ${peer}`],
  )
  const marks = Array.from({ length: 6 }, (_, power) => LEAST * 10 ** power)
    .filter((ms) => x(ms) <= RIGHT)
    .flatMap((ms) => [
      line([x(ms), top], [x(ms), y], 'grid'),
      text(x(ms), y + 18, duration(ms), { colour: 'faint', anchor: 'middle', size: 12 }),
    ])
  return drawing(
    {
      title: 'The same question to the published gateways',
      about: `The same home, Node ${versionOf(peers.node)}, warm, medians. The scale is logarithmic: each line stands for ten times the one before.`,
      height: y + 34,
    },
    [
      ...legend([
        [`node -e 0, ${duration(bare)}`, 'faint', 'dashes'],
        [`target: ${[...new Set(goals)].join(', ')}`, 'target', 'line'],
      ]),
      ...marks,
      line([x(bare), top], [x(bare), y], 'faint', { dashes: '3 3' }),
      ...groups,
    ],
  )
}

import { bar, drawing, legend, line, linear, TOP, text } from './drawing.mjs'
import { rowNamed } from './result.mjs'

/** How many times bare Node each command takes, on each Node. @param {import('./result.mjs').Results} results */
export const startUpPlot = ({ startUps }) => {
  const [LEFT, RIGHT] = [236, 680]
  const names = startUps[0]?.rows.slice(1).map(({ name }) => name) ?? []
  const all = startUps.flatMap(({ rows }) => rows.flatMap(({ ratio, target }) => [ratio.high, target ?? 0]))
  const most = Math.ceil(Math.max(...all))
  const x = linear([0, most], [LEFT, RIGHT])
  const ROW = 14 * startUps.length + 14
  const first = TOP + 30
  const bottom = first + names.length * ROW
  const grid = Array.from({ length: most + 1 }, (_, ratio) => [
    line([x(ratio), first - 8], [x(ratio), bottom], ratio === 1 ? 'faint' : 'grid'),
    text(x(ratio), bottom + 18, `${ratio} ×`, { colour: 'faint', anchor: 'middle', size: 12 }),
  ])
  const rows = names.map((name, index) => {
    const y = first + index * ROW
    const bars = startUps.flatMap(({ rows: measured }, which) => {
      const row = rowNamed(measured, name)
      const own = y + which * 14
      const { median, low, high } = row.ratio
      const end = Math.max(high, row.target ?? 0)
      return [
        bar(LEFT, own, x(median) - LEFT, 11, which === startUps.length - 1 ? 'ours' : 'second'),
        line([x(low), own + 5.5], [x(high), own + 5.5], 'text', { width: 1.5 }),
        ...(row.target === null
          ? []
          : [line([x(row.target), own - 1.5], [x(row.target), own + 12.5], 'target', { width: 2.5 })]),
        text(x(end) + 8, own + 10, `${median.toFixed(2)} ×`, { size: 12 }),
      ]
    })
    return [text(LEFT - 12, y + 7 * startUps.length + 3, name, { anchor: 'end' }), ...bars]
  })
  return drawing(
    {
      title: 'How long a command takes, from start to end',
      about:
        'As a multiple of what `node -e 0` takes in the same round. Medians; the thin lines go from quartile to quartile.',
      height: bottom + 34,
    },
    [
      ...legend([
        ...startUps.map(
          ({ node }, which) =>
            /** @type {const} */ ([
              `Node ${Number.parseInt(node.slice(1), 10)}`,
              which === startUps.length - 1 ? 'ours' : 'second',
            ]),
        ),
        ['target: at most', 'target', 'line'],
        ['bare Node', 'faint', 'line'],
      ]),
      ...grid.flat(),
      ...rows.flat(),
    ],
  )
}

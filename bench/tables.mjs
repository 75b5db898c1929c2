// What bench/results/ holds, as tables in Markdown.
import { rowNamed } from './result.mjs'
import { duration, grouped, readable, versionOf } from './words.mjs'

/** @typedef {import('./result.mjs').Results} Results */
/** @typedef {import('./result.mjs').Run} Run */

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
const table = (head, rows) =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const code = (/** @type {string} */ words) => `\`${words}\``

/** Where, when and on what it was measured. @param {readonly Run[]} runs */
const measuredOn = (runs) => {
  const [{ machine, at, commit }] = /** @type {[Run]} */ (runs)
  const nodes = [...new Set(runs.map(({ node }) => versionOf(node)))].join(' and ')
  const rounds = [...new Set(runs.map((run) => run.rounds))].join(' and ')
  const gigabytes = Math.round(machine.memoryMegabytes / 1_024)
  const built = commit === null ? '' : `, commit ${code(commit.slice(0, 9))}`
  return `Node ${nodes}, ${rounds} rounds; ${machine.cores} cores (${machine.cpu}), ${gigabytes} GB, ${machine.system}; ${at.slice(0, 10)}${built}.`
}

const times = (/** @type {number} */ ratio) => `${ratio.toFixed(2)} ×`
const most = (/** @type {number | null} */ target, /** @type {string} */ unit) =>
  target === null ? '' : `${grouped(target)} ${unit}`
/** A figure that is over its target stands out. @param {string} words @param {boolean} isOver */
const marked = (words, isOver) => (isOver ? `**${words}**` : words)

/** @param {Results} results */
const startUp = ({ startUps }) => {
  const [first] = startUps
  const head = startUps.flatMap(({ node }) => [`Node ${Number.parseInt(versionOf(node), 10)}`, '', 'at most'])
  const rows = (first?.rows ?? []).map(({ name }) => [
    code(name),
    ...startUps.flatMap(({ rows: measured }) => {
      const { ms, ratio, target } = rowNamed(measured, name)
      return [
        duration(ms.median),
        marked(times(ratio.median), target !== null && ratio.median > target),
        most(target, '×'),
      ]
    }),
  ])
  return `${table(['', ...head], rows)}\n\n${measuredOn(startUps)}`
}

/** @param {Results} results */
const peers = ({ peers: measured }) => {
  const { versions, rows, comparisons } = measured
  const firstOf = (/** @type {string} */ name) => rowNamed(rows, name).firstMs
  const timeOf = (/** @type {string} */ name) => duration(rowNamed(rows, name).ms.median)
  const lines = comparisons.map(({ what, peer, ours, theirs, faster, target }) => [
    what,
    `${peer} ${versions[peer]}`,
    timeOf(theirs),
    timeOf(ours),
    marked(`${faster.median.toFixed(0)} ×`, target !== null && faster.median < target),
    most(target, '×'),
  ])
  const head = ['', 'beside', 'theirs', 'ours', 'ours is faster by', 'at least']
  const [slowest] = [...comparisons].sort((a, b) => firstOf(b.theirs) - firstOf(a.theirs))
  const first =
    slowest === undefined
      ? ''
      : `\n\nIn a new home, where nothing has been compiled yet, ${code(slowest.theirs)} took ${duration(firstOf(slowest.theirs))}, and ${code(slowest.ours)} ${duration(firstOf(slowest.ours))}.`
  return `${table(head, lines)}\n\n${measuredOn([measured])}${first}`
}

/** @param {import('./result.mjs').Figures} figures */
const plain = (figures) => {
  const hasTargets = figures.rows.some(({ target }) => target !== null)
  const rows = figures.rows.map(({ what, value, unit, target }) => [
    what,
    marked(`${readable(value)} ${unit}`, target !== null && value > target),
    ...(hasTargets ? [most(target, unit)] : []),
  ])
  const head = ['', 'median', ...(hasTargets ? ['at most'] : [])]
  return `${table(head, rows)}\n\n${measuredOn([figures])}`
}

/**
 * The tables, by the name that they have in docs/performance.md.
 * @param {Results} results
 * @returns {Readonly<Record<string, string>>}
 */
export const tablesOf = (results) => ({
  'start-up': startUp(results),
  peers: peers(results),
  scale: plain(results.scale),
  plugins: plain(results.plugins),
  summarise: plain(results.summarise),
})

/**
 * The page with the tables put between their marks.
 * @param {string} page
 * @param {Results} results
 */
export const pageWith = (page, results) =>
  Object.entries(tablesOf(results)).reduce((text, [name, made]) => {
    const [start, end] = [`<!-- ${name}: written by \`npm run bench:docs\` -->`, `<!-- /${name} -->`]
    const [before, rest] = text.split(`${start}\n`)
    const after = rest?.split(end)[1]
    if (before === undefined || after === undefined) throw new Error(`The page has no place for ${name}.`)
    return `${before}${start}\n\n${made}\n\n${end}${after}`
  }, page)

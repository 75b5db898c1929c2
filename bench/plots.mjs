// Draws what bench/results/ holds: `node bench/plots.mjs` writes docs/performance/*.svg.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const results = join(import.meta.dirname, 'results')
const plots = join(import.meta.dirname, '..', 'docs', 'performance')

/** @typedef {import('./measure.mjs').Measured} Measured */

const ROW = 26
const [LABELS, BARS, VALUES] = [240, 380, 100]

const escaped = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * A bar for each row, as a ratio to the first, with its quartiles.
 * @param {string} title
 * @param {readonly Measured[]} rows
 */
const bars = (title, rows) => {
  const most = Math.max(...rows.map(({ highRatio }) => highRatio))
  const at = (/** @type {number} */ ratio) => (ratio / most) * BARS
  const drawn = rows.map(({ name, ratio, lowRatio, highRatio }, index) => {
    const y = 40 + index * ROW
    const middle = y + 9
    return `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end">${escaped(name)}</text>
<rect x="${LABELS}" y="${y}" width="${at(ratio).toFixed(1)}" height="18" fill="#4a7fb5"/>
<path d="M${(LABELS + at(lowRatio)).toFixed(1)} ${middle}H${(LABELS + at(highRatio)).toFixed(1)}" stroke="#1b2733" stroke-width="2"/>
<text x="${(LABELS + at(highRatio) + 8).toFixed(1)}" y="${y + 13}">${ratio.toFixed(2)} ×</text>`
  })
  const [width, height] = [LABELS + BARS + VALUES, 50 + rows.length * ROW]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img" aria-label="${escaped(title)}">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="${LABELS}" y="22" font-weight="bold">${escaped(title)}</text>
${drawn.join('\n')}
</svg>
`
}

mkdirSync(plots, { recursive: true })
for (const file of readdirSync(results).filter((name) => /^(start-up|peers)/.test(name))) {
  const { node, rows } = JSON.parse(readFileSync(join(results, file), 'utf8'))
  const path = join(plots, file.replace('.json', '.svg'))
  writeFileSync(path, bars(`Start to end, Node ${node.slice(1)}, as a multiple of ${rows[0].name}`, rows))
  process.stdout.write(`  → docs/performance/${file.replace('.json', '.svg')}\n`)
}

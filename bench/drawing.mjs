// The parts that the plots are drawn from: SVG, in the colours of the reader's screen.

/** @typedef {'text' | 'faint' | 'ours' | 'second' | 'others' | 'target' | 'grid'} Colour */

export const escaped = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Short numbers, which are the same wherever they are made. */
const at = (/** @type {number} */ value) => String(Number(value.toFixed(1)))

/**
 * From a range of values to one of places.
 * @param {readonly [number, number]} values @param {readonly [number, number]} places
 */
export const linear =
  ([from, to], [start, end]) =>
  (/** @type {number} */ value) =>
    start + ((value - from) / (to - from)) * (end - start)

/** @param {readonly [number, number]} values @param {readonly [number, number]} places */
export const logarithmic = ([from, to], places) => {
  const scale = linear([Math.log10(from), Math.log10(to)], places)
  return (/** @type {number} */ value) => scale(Math.log10(value))
}

/** @param {number} x @param {number} y @param {string} words @param {{ colour?: Colour, anchor?: 'start' | 'middle' | 'end', bold?: boolean, size?: number }} [how] */
export const text = (x, y, words, { colour = 'text', anchor = 'start', bold = false, size = 13 } = {}) =>
  `<text x="${at(x)}" y="${at(y)}" class="${colour}" fill="currentColor" text-anchor="${anchor}" font-size="${size}"${bold ? ' font-weight="600"' : ''}>${escaped(words)}</text>`

/** @param {readonly [number, number]} from @param {readonly [number, number]} to @param {Colour} colour @param {{ width?: number, dashes?: string }} [how] */
export const line = (from, to, colour, { width = 1, dashes } = {}) =>
  `<line x1="${at(from[0])}" y1="${at(from[1])}" x2="${at(to[0])}" y2="${at(to[1])}" class="${colour}" stroke="currentColor" stroke-width="${width}"${dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`}/>`

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {Colour} colour */
export const bar = (x, y, width, height, colour) =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="2" class="${colour}" fill="currentColor"/>`

/** @param {number} x @param {number} y @param {Colour} colour @param {number} [radius] */
export const dot = (x, y, colour, radius = 5) =>
  `<circle cx="${at(x)}" cy="${at(y)}" r="${radius}" class="${colour}" fill="currentColor"/>`

/** @param {readonly (readonly [number, number])[]} points @param {Colour} colour @param {{ dashes?: string }} [how] */
export const path = (points, colour, { dashes } = {}) =>
  `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(' ')}" class="${colour}" fill="none" stroke="currentColor" stroke-width="2"${dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`}/>`

/** The width of every plot. */
export const WIDTH = 760
/** Where what is drawn begins, below the title. */
export const TOP = 74

/**
 * What the colours mean, side by side.
 * @param {readonly (readonly [string, Colour, ('bar' | 'line' | 'dashes')?])[]} entries
 */
export const legend = (entries) => {
  let left = 20
  const y = TOP + 2
  return entries.map(([words, colour, how = 'bar']) => {
    const mark =
      how === 'bar'
        ? bar(left, y - 9, 12, 10, colour)
        : line([left, y - 4], [left + 16, y - 4], colour, {
            width: 2,
            ...(how === 'dashes' ? { dashes: '5 4' } : {}),
          })
    const drawn = `${mark}\n${text(left + 22, y, words, { colour: 'faint', size: 12 })}`
    left += 44 + words.length * 6.2
    return drawn
  })
}

/** On a light screen, and on a dark one. */
const COLOURS = {
  text: ['#1f2328', '#e6edf3'],
  faint: ['#59636e', '#9198a1'],
  ours: ['#0b7285', '#3bc9db'],
  second: ['#8cc5d0', '#1c6b79'],
  others: ['#868e96', '#8b949e'],
  target: ['#c2410c', '#ffa94d'],
  grid: ['#e3e7eb', '#2b3138'],
  ground: ['#ffffff', '#0d1117'],
}

const rules = (/** @type {0 | 1} */ scheme) =>
  Object.entries(COLOURS)
    .map(([name, colours]) => `.${name}{color:${colours[scheme]}}`)
    .join('')

/**
 * A whole drawing, with a title above it.
 * @param {{ title: string, about: string, height: number }} what `about`: one line under the title
 * @param {readonly string[]} parts
 */
export const drawing = ({ title, about, height }, parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" role="img" aria-labelledby="title about">
<title id="title">${escaped(title)}</title>
<desc id="about">${escaped(about)}</desc>
<style>${rules(0)}@media(prefers-color-scheme:dark){${rules(1)}}</style>
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6" class="ground" fill="currentColor"/>
${[text(20, 30, title, { bold: true, size: 15 }), text(20, 50, about, { colour: 'faint', size: 12 }), ...parts].join('\n')}
</svg>
`

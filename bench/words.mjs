/** Thousandths of a second, in words; two or three figures are enough. */
export const duration = (/** @type {number} */ ms) =>
  ms < 999.5 ? `${ms.toFixed(0)} ms` : `${Number((ms / 1_000).toFixed(ms < 9_950 ? 1 : 0))} s`

/** As many digits as tell something. */
export const readable = (/** @type {number} */ value) => {
  const size = Math.abs(value)
  return grouped(Number(value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)))
}

/** A number with its thousands apart, the same on every machine. */
export const grouped = (/** @type {number} */ value) => {
  const [whole = '', part] = String(value).split('.')
  const apart = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return part === undefined ? apart : `${apart}.${part}`
}

/** A version without its `v`. */
export const versionOf = (/** @type {string} */ node) => node.replace(/^v/, '')

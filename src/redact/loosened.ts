/** An escape, a class, the start of an assertion that looks around, or any other sign of a pattern. */
const PART = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?<?[=!]|[\s\S]/g
const LOOKS_AROUND = /^\(\?<?[=!]$/
const OF_A_PLACE: ReadonlySet<string> = new Set(['^', '$', '\\b', '\\B'])
const NOTHING = '(?:)'

/**
 * A pattern that matches every text of which this one matches some part on its own, whatever stands around that part: the
 * same without what it asserts of its surroundings. Undefined where that cannot be told.
 */
export const loosened = ({ source, flags }: RegExp): RegExp | undefined => {
  const parts = source.match(PART) ?? []
  // With `v` there are sets within sets, which are no parts.
  if (flags.includes('v') || parts.some((part) => LOOKS_AROUND.test(part))) return undefined
  const loose = parts.map((part) => (OF_A_PLACE.has(part) ? NOTHING : part)).join('')
  try {
    return new RegExp(loose, flags.replace(/[gyd]/g, ''))
  } catch {
    return undefined
  }
}

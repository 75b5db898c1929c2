/** What is left as it is: an escape, a class. What asserts something: of what stands around, or of a place. */
const PART = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?<?[=!]|[$^]/g
const OF_A_PLACE: ReadonlySet<string> = new Set(['^', '$', '\\b', '\\B'])
const NOTHING = '(?:)'

/**
 * A pattern that matches every text of which this one matches some part on its own, whatever stands around that part: the
 * same without what it asserts of its surroundings. Undefined where that cannot be told.
 */
export const loosened = ({ source, flags }: RegExp): RegExp | undefined => {
  // With `v` there are sets within sets, which PART does not know.
  let looksAround = flags.includes('v')
  const loose = source.replace(PART, (part) => {
    if (part.startsWith('(')) looksAround = true
    return OF_A_PLACE.has(part) ? NOTHING : part
  })
  if (looksAround) return undefined
  try {
    return new RegExp(loose, flags.replace(/[gyd]/g, ''))
  } catch {
    return undefined
  }
}

/** How many letters have to be put in, left out or changed to make one word of the other. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (const [index, other] of [...to].entries())
      next.push(
        Math.min(
          (next[index] ?? 0) + 1,
          (row[index + 1] ?? 0) + 1,
          (row[index] ?? 0) + (letter === other ? 0 : 1),
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}

const LONGEST = 100

/** The ids or tags that a pattern may mean; for a glob, the domains of the ids as globs too. */
export const nearestPattern = (written: string, known: readonly string[]): string | null => {
  const globs = known.filter((id) => id.includes('/')).map((id) => `${id.split('/', 1)[0]}/*`)
  return nearest(written, written.includes('*') ? [...new Set(globs), ...known] : known)
}

/** The word that was most likely meant, or null where none is near. Case does not count. */
const nearest = (written: string, words: readonly string[]): string | null => {
  if (written.length > LONGEST) return null
  const near = words
    .map((word) => ({ word, off: distance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, off }) => off <= Math.max(2, Math.floor(word.length / 3)))
    .sort((a, b) => a.off - b.off)
  return near[0]?.word ?? null
}

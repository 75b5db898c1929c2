/** Tells in which line of a text a character stands, as the ledger names it: `line 12`. */
export const linesOf = (text: string): ((at: number) => string) => {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (at) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle
    }
    return `line ${low + 1}`
  }
}

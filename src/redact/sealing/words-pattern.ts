/** A pattern's source that matches this text and nothing else. */
export const literalPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Its spelling in an address, and in JSON that has ASCII alone. */
const spellings = (name: string): readonly string[] => [
  name,
  encodeURIComponent(name),
  name.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
]

/** Matches any of these names where it stands as a word; undefined where there are none. */
export const wordsPattern = (names: readonly string[]): RegExp | undefined => {
  const all = [...new Set(names.flatMap(spellings))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (all.length === 0) return undefined
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.map(literalPattern).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

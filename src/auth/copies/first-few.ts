const SHOWN = 5

/** As much of a long list as a person reads; `words` ends with how many more there are. */
export const firstFew = (
  all: readonly string[],
): { readonly shown: readonly string[]; readonly words: readonly string[] } => {
  const shown = [...new Set(all)].slice(0, SHOWN)
  const more = new Set(all).size - shown.length
  return { shown, words: more > 0 ? [...shown, `and ${more} more`] : shown }
}

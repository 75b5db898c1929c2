/** A piece of a message: words, or something to copy that stood in backticks. */
export interface ProsePart {
  readonly code: boolean
  readonly text: string
}

/** A message taken apart at its backticks; one without a partner is a word like any other. */
export const proseParts = (prose: string): readonly ProsePart[] => {
  const parts: ProsePart[] = []
  let end = 0
  for (const match of prose.matchAll(/`([^`\n]+)`/g)) {
    parts.push({ code: false, text: prose.slice(end, match.index) }, { code: true, text: match[1] ?? '' })
    end = match.index + match[0].length
  }
  parts.push({ code: false, text: prose.slice(end) })
  return parts.filter((part) => part.text !== '')
}

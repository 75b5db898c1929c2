/**
 * Control characters, and marks that hide or turn around what stands beside them: with these, what a person is shown
 * would not be what they agree to.
 */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u

export const isPrintable = (text: string): boolean => !DECEPTIVE.test(text)

const MOST_SHOWN = 200

/** Somebody else's text as it may stand in one line of ours. */
export const shownText = (text: string): string => {
  const line = text.replaceAll(new RegExp(DECEPTIVE, 'gu'), ' ').replaceAll(/\s+/g, ' ').trim()
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line
}

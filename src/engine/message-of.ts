/** The message of whatever was thrown, on one line; never a stack trace. */
export const messageOf = (thrown: unknown): string => {
  const text =
    thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : 'unknown error'
  return text.replaceAll(/\s+/g, ' ').trim() || 'unknown error'
}

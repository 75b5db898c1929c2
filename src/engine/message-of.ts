const UNKNOWN = 'unknown error'

/** The message of whatever was thrown, on one line; never a stack trace. Never throws, whatever it is handed. */
export const messageOf = (thrown: unknown): string => {
  try {
    const text = typeof thrown === 'string' ? thrown : (thrown as { message?: unknown } | null)?.message
    return typeof text === 'string' ? text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim() || UNKNOWN : UNKNOWN
  } catch {
    return UNKNOWN
  }
}

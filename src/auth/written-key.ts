/**
 * What is wrong with how a key is written, whatever it is. White space around it is `padded`: Clawdbot takes that off by
 * itself, and nothing else.
 */
export type KeyFault = 'quoted' | 'assignment' | 'line-break' | 'white-space' | 'padded'

const QUOTED = /^(["'`]).*\1$|^[“‘].*[”’]$/s

/** The worst fault of a text that is set as a key; null where it has none, or is blank. */
export const faultOfKey = (text: string): KeyFault | null => {
  const key = text.trim()
  if (key === '') return null
  if (QUOTED.test(key)) return 'quoted'
  if (/^(export\s+)?[A-Z][A-Z0-9_]*_(KEY|TOKEN)\s*=/.test(key)) return 'assignment'
  if (/[\r\n]/.test(key)) return 'line-break'
  if (/\s/.test(key)) return 'white-space'
  return key === text ? null : 'padded'
}

import { wrapAnsi } from 'fast-wrap-ansi'

/** Stands for a space that must not become a line break; private use, so no text of ours holds it. */
const GLUE = '\uE000'

/**
 * Breaks a text into lines of at most `width` columns, each after the first indented. What stands in backticks is a
 * command to copy and stays in one piece, also where that is too long.
 */
export const wrap = (text: string, width: number, indent: string): string => {
  if (!Number.isFinite(width)) return text
  const glued = text.replaceAll(/`[^`]*`/g, (command) => command.replaceAll(' ', GLUE))
  const room = Math.max(20, width - indent.length)
  const lines = wrapAnsi(glued, room, { hard: false, trim: true }).split('\n')
  return lines.join(`\n${indent}`).replaceAll(GLUE, ' ')
}

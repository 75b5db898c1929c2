import { wrapAnsi } from 'fast-wrap-ansi'

/** Stands for a space that must not become a line break; private use, so no text of ours holds it. */
const GLUE = '\uE000'

const NARROWEST = 20

/**
 * Breaks a text into lines of at most `width` columns, each after the first indented. What stands in backticks is a
 * command to copy and stays in one piece, also where that is too long. `before` is what the first line has in front
 * of it, in columns; as much as the indent by default.
 */
export const wrap = (text: string, width: number, indent: string, before = indent.length): string => {
  if (!Number.isFinite(width)) return text
  const taken = Math.max(0, before - indent.length)
  const glued = text.replaceAll(/`[^`]*`/g, (command) => command.replaceAll(' ', GLUE))
  const room = Math.max(NARROWEST, width - indent.length)
  const lines = wrapAnsi(GLUE.repeat(taken) + glued, room, { hard: false, trim: true }).split('\n')
  return lines.join(`\n${indent}`).slice(taken).replaceAll(GLUE, ' ')
}

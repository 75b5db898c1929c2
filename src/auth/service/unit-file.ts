/** One assignment of a systemd unit file, as it is written there. Lines count from 1. */
export interface UnitEntry {
  readonly section: string
  readonly key: string
  /** Without the white space around it; continued lines are joined by a space. */
  readonly value: string
  readonly line: number
}

/**
 * The assignments of a unit file or drop-in, in order. As systemd does, it takes lines that begin with `#` or `;` for
 * comments, also between continued lines, and passes over what is no assignment or stands before the first section.
 */
export const parseUnitFile = (text: string): readonly UnitEntry[] => {
  const entries: UnitEntry[] = []
  let section: string | null = null
  for (const { content, line } of logicalLines(text)) {
    const header = /^\[(.+)\]$/.exec(content)
    if (header !== null) {
      section = header[1] ?? ''
      continue
    }
    const at = content.indexOf('=')
    if (at <= 0 || section === null) continue
    entries.push({
      section,
      key: content.slice(0, at).trim(),
      value: content.slice(at + 1).trim(),
      line,
    })
  }
  return entries
}

interface LogicalLine {
  readonly content: string
  readonly line: number
}

const logicalLines = (text: string): readonly LogicalLine[] => {
  const lines: LogicalLine[] = []
  /** Joined once it is whole: a line that is continued for thousands of others would be copied for each. */
  let parts: string[] = []
  let line = 0
  const close = (): void => {
    const content = parts.join(' ').trim()
    if (content !== '') lines.push({ content, line })
    parts = []
  }
  const physical = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  physical.forEach((written, index) => {
    const trimmed = written.trim()
    if (/^[#;]/.test(trimmed)) return
    const isContinued = trimmed.endsWith('\\')
    if (parts.length === 0) line = index + 1
    parts.push(isContinued ? trimmed.slice(0, -1).trim() : trimmed)
    if (!isContinued) close()
  })
  close()
  return lines
}

/**
 * What a file named by `EnvironmentFile=` sets, read as systemd reads it: no `export`, no `$` substitution; comments
 * begin with `#` or `;`; quotes may span lines; a backslash at the end of a line joins the next to it.
 */
export const parseEnvironmentFile = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {}
  const source = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < source.length; ) {
    const end = lineEnd(source, at)
    const line = source.slice(at, end)
    const assigned = /^\s*([A-Za-z_]\w*)[ \t]*=[ \t]*/.exec(line)
    if (assigned === null) {
      at = end + 1
      continue
    }
    const { value, next } = readValue(source, at + assigned[0].length)
    found[assigned[1] ?? ''] = value
    at = next
  }
  return found
}

const lineEnd = (text: string, from: number): number => {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

const readValue = (text: string, from: number): { readonly value: string; readonly next: number } => {
  let value = ''
  /** White space at the end counts only where something quoted or plain comes after it. */
  let kept = 0
  let quote: string | null = null
  let at = from
  for (; at < text.length; at += 1) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\r' && next === '\n' && quote === null) continue
    if (char === '\n' && quote === null) break
    if (char === '\\' && quote !== "'") {
      at += 1
      if (next === '\n') continue
      // Between double quotes a backslash is for these alone; elsewhere it is for whatever follows.
      value += quote === '"' && !/["\\`$]/.test(next) ? `\\${next}` : next
      kept = value.length
    } else if (quote !== null) {
      if (char === quote) quote = null
      else value += char
      kept = value.length
    } else if ((char === '"' || char === "'") && value.length === kept) quote = char
    else {
      value += char
      if (!/\s/.test(char)) kept = value.length
    }
  }
  return { value: value.slice(0, kept), next: at + 1 }
}

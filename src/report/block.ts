import type { Severity } from '../contract/index.js'
import { SEVERITY_WORDS } from './severity-words.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

export const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const

const LABEL_WIDTH = 8

/** The first line of what is told: how bad it is, and what it is. */
export const titleLine = (style: Style, severity: Severity, text: string): string => {
  const word = `${SEVERITY_WORDS[severity]}:`
  const head = style.plain === true ? word : `${sign(style, severity)} ${word}`
  const rest = wrap(text, style.width, '  ', head.length + 1)
  return `${paint(style, [COLOURS[severity], 'bold'], head)} ${rest}`
}

/** A line below it, under a label of at most five letters. */
export const labelled = (style: Style, label: string, text: string): string => {
  const indent = ' '.repeat(LABEL_WIDTH)
  const head = `  ${label}`.padEnd(LABEL_WIDTH)
  return `${paint(style, 'dim', head)}${wrap(text, style.width, indent)}`
}

/** What is wrong, and the next step where there is one. */
export const problem = (style: Style, severity: Severity, what: string, next: string | null): string =>
  [titleLine(style, severity, what), ...(next === null ? [] : [labelled(style, 'next', next)])].join('\n')

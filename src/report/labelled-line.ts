import { paint, type Style } from './style.js'
import { wrap } from './wrap.js'

const COLUMN = 12

/** A line under a label of at most nine letters. */
export const labelledLine = (style: Style, label: string, text: string): string =>
  `${paint(style, 'dim', `  ${label}`.padEnd(COLUMN))}${wrap(text, style.width, ' '.repeat(COLUMN))}`

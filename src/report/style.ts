import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** How a text report may look: how wide, with colours or without, and which signs the terminal has. */
export interface Style {
  /** Columns; Infinity where lines are not to be broken. */
  readonly width: number
  readonly color: boolean
  readonly unicode: boolean
  /** For a screen reader: words in place of signs. */
  readonly plain?: boolean
}

export const paint = (style: Style, format: Format, text: string): string =>
  style.color ? styleText(format, text) : text

const SIGNS = {
  error: ['✖', 'x', 'error:'],
  warning: ['▲', '!', 'warning:'],
  info: ['•', '-', 'note:'],
  pass: ['✔', '+', 'passed:'],
  skip: ['○', 'o', 'skipped:'],
  separator: ['·', '-', '-'],
} as const

export type SignName = keyof typeof SIGNS

export const sign = (style: Style, name: SignName): string =>
  SIGNS[name][style.plain === true ? 2 : style.unicode ? 0 : 1]

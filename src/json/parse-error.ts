import type { Fault } from './fault.js'

/** A text that is not valid in its dialect. */
export class ParseError extends Error implements Fault {
  override readonly name = 'ParseError'
  readonly line: number
  readonly column: number
  readonly reason: string

  constructor({ line, column, reason }: Fault) {
    super(`${reason} (line ${line}, column ${column})`)
    this.line = line
    this.column = column
    this.reason = reason
  }
}

import type { Style } from './style.js'

export interface TextOptions {
  readonly style: Style
  readonly verbose: boolean
  /** The name this program was called by. */
  readonly cli: string
}

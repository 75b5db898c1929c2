import { EXIT } from '../report/exit-code.js'

/**
 * What the functions of this package throw where a thing was not done, or what it was asked about is broken: `message`
 * says what and why, in plain English, and holds no secret.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    /** Stable and upper case; scripts may depend on it. */
    readonly code: string,
    message: string,
    /** The one next step; null where there is none to tell. */
    readonly hint: string | null,
    /** Of the command that does the same: 1 where it found something broken, else 3. */
    readonly exitCode: number = EXIT.couldNotRun,
  ) {
    super(message)
  }
}

/** Everything here is looked for from a home folder. */
export const noHome = (): Refusal =>
  new Refusal(
    'NO_HOME',
    'HOME is not set, and the system knows no home folder of this user.',
    'Set HOME and run it again.',
  )

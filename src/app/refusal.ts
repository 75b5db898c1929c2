import { EXIT } from '../report/exit-code.js'

/** A run that was not done, or found what it was asked about broken: what, why, and the one next step. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    /** Stable and upper case; scripts may depend on it. */
    readonly code: string,
    message: string,
    readonly hint: string | null,
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

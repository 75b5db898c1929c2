import { SealingFailed } from '../../redact/sealing/index.js'
import { Refusal } from '../refusal.js'

/** Whatever goes wrong in sealing ends it: `work` is done, or it throws a {@link Refusal} and there is nothing. */
export const orRefuseSealing = async <T>(work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SealingFailed)) throw error
    const where = error.place === '' ? error.file : `${error.file} at ${error.place}`
    throw new Refusal(
      'SEALING_FAILED',
      `Not everything secret could be taken out${where === '' ? '' : ` of ${where}`} (rule ${error.rule}). Nothing is written.`,
      'Leave out what it is in, by --skip or without --include, and tell the authors of this program.',
    )
  }
}

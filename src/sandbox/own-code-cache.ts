import { setFlagsFromString } from 'node:v8'

/**
 * Has Node take its own modules from the cache of compiled code that it comes with. It refuses that cache where V8 runs
 * with other flags than those it was made with, and the limit of the heap, which this process was started with, is one;
 * set back, the limit that is in force stays. Takes 3 to 10 ms off the start, depending on the Node.
 */
export const takeOwnCodeCache = (): void => setFlagsFromString('--max-old-space-size=0')

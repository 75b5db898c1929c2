import { compileSources } from '../setup/compiled.js'

const SOURCES = ['src/contract', 'src/engine', 'src/fix', 'src/json', 'src/ports', 'test/fix/patient.ts']

let compiled: Promise<string> | undefined

/** A folder in which a plain Node can import the fix engine and its patient; one for all tests of a file. */
export const compileFix = (): Promise<string> => {
  compiled ??= compileSources(SOURCES)
  return compiled
}

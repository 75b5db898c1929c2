import { compileSources } from '../setup/compiled.js'

/** A folder in which a plain Node can import the engine and what its tests are made of. */
export const compileEngine = (): Promise<string> =>
  compileSources(['src/contract', 'src/engine', 'src/ports', 'src/testing/fake-secret.ts', 'test/engine'])

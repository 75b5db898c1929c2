import { createMachine } from '../../src/ports/machine.js'
import type { Machine } from '../../src/ports/types.js'
import { undoAll as undoAllOn } from '../../src/testing/conformance/undo-all.js'

export { lastUndo } from '../../src/testing/conformance/undo-all.js'

/** Undoes every run below a folder, the last first, on this machine unless another is named. */
export const undoAll = (root: string, machine: Machine = createMachine()): Promise<readonly string[]> =>
  undoAllOn(root, machine)

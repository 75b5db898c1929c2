import { replaced } from './replaced.mjs'

/** @type {readonly import('./replaced.mjs').Replacement[]} */
const LISTR2 = [
  // Its tasks have to be told apart in one process alone, and Node's random ids take 1 to 3 ms to load.
  ['import { randomUUID } from "crypto";', 'let ids = 0; const randomUUID = () => String(++ids);'],
  // Only what a task of ours would print is taken by a stream, and none prints.
  ['import { Writable } from "stream";', ''],
  ['new Writable()', 'new (require("stream").Writable)()'],
  // The second is known, the first opens a stream.
  [
    'process.stdout.isTTY === true || renderer.nonTTY === true',
    'renderer.nonTTY === true || process.stdout.isTTY === true',
  ],
]

/** @type {readonly import('./replaced.mjs').Replacement[]} */
const COLORETTE = [
  // A file and a pipe are no terminals, and need not be asked by way of a module that loads streams.
  ['import * as tty from "tty"', 'import { fstatSync } from "node:fs"'],
  [
    'tty && tty.isatty && tty.isatty(1) && env.TERM && !isDumbTerminal',
    'env.TERM && !isDumbTerminal && fstatSync(1).isCharacterDevice() && require("tty").isatty(1)',
  ],
]

/**
 * A plugin of rolldown's for listr2 and what it colours with: `doctor` runs its checks through it whoever reads the output,
 * and streams take 2 ms to load.
 */
export const listrParts = () => ({
  name: 'listr-parts',
  transform: {
    filter: { id: /node_modules[\\/](listr2[\\/]dist|colorette)[\\/]index\.js$/ },
    /**
     * @param {string} code
     * @param {string} id
     */
    handler: (code, id) => replaced(code, id, id.includes('colorette') ? COLORETTE : LISTR2),
  },
})

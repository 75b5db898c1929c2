import { delimiter } from 'node:path'

const NPMS_OWN = /[\\/](node_modules[\\/]\.bin|node-gyp-bin)$/

/** PATH as the user's shell has it: npm puts folders of its own in front of it for the scripts that it runs. */
export function userPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const first = folders.findIndex((folder) => !NPMS_OWN.test(folder))
  return folders.slice(Math.max(first, 0)).join(delimiter)
}

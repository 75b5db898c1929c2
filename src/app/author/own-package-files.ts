import { join } from 'node:path'
import { packageRoot } from '../package-root.js'

/**
 * What of this package a plugin's process may read, for a plugin that has it beside it by a link, as `npm link` makes
 * one. Nothing in it is private.
 */
export const ownPackageFiles: readonly string[] = ['package.json', 'dist/*'].map((part) =>
  join(packageRoot, part),
)

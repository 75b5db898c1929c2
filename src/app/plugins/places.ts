import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Probes } from '../../ports/types.js'
import { recordsFolder } from '../records-folder.js'

/** Single files that are plugins without rights. */
export const oneOffsFolder = (probes: Probes): string => join(recordsFolder(probes), 'plugins')

/** Plugins that were installed, each in an npm root of its own, and what was agreed to. */
export const installedFolder = (probes: Probes): string => join(recordsFolder(probes), 'installed')

export const consentsPath = (probes: Probes): string => join(installedFolder(probes), 'consents.json')

/** All roots of one plugin: the present one, and while it is changed the next. `+` stands in no package's name. */
export const rootsOf = (probes: Probes, name: string): string =>
  join(installedFolder(probes), name.replace('/', '+'))

/**
 * The root that holds just these bytes. So a new version never touches the one before: whichever the record of
 * consents names is whole.
 */
export const rootOf = (probes: Probes, name: string, integrity: string): string =>
  join(rootsOf(probes, name), createHash('sha256').update(integrity).digest('hex').slice(0, 16))

export const packageIn = (root: string, name: string): string =>
  join(root, 'node_modules', ...name.split('/'))

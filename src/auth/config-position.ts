import { type Position, positionAt } from '../json/position.js'
import { type ConfigFile, configFiles, holdersOf } from './config-files.js'

/** Where something stands in a config or a file that it includes. Lines and columns count from 1. */
export interface ConfigPosition extends Position {
  readonly path: string
}

type At = readonly string[]

/**
 * Finds places by their keys: what is said there last counts, and where nothing is, what holds it. Null for a place that
 * cannot be told. Reads no file before it is asked for a first place.
 */
export const configPositions = async (
  ats: readonly At[],
  ...[path, platform, read]: Parameters<typeof configFiles>
): Promise<readonly (ConfigPosition | null)[]> => {
  if (ats.length === 0) return []
  const files = await configFiles(path, platform, read)
  return ats.map((at) => positionOf(files, at))
}

const positionOf = (files: readonly ConfigFile[], at: At, below: At = []): ConfigPosition | null => {
  const holders = holdersOf(files, at)
  const holder = holders.at(-1)
  if (holder === undefined)
    return at.length === 0 ? null : positionOf(files, at.slice(0, -1), [...at.slice(-1), ...below])
  // A list that several files add to counts its items through all of them.
  const position = positionAt(holder.file.text, holders.length === 1 ? [...holder.at, ...below] : holder.at)
  return position === null ? null : { path: holder.file.path, ...position }
}

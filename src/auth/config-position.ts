import { type DocumentNode, type MemberNode, parse, type ValueNode } from '@humanwhocodes/momoa'
import { type ConfigFile, configFiles, holdersOf } from './config-files.js'

/** Where something stands in a config or a file that it includes. Lines and columns count from 1. */
export interface ConfigPosition {
  readonly path: string
  readonly line: number
  readonly column: number
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
  const document = treeOf(holder.file.text)
  if (document === null) return null
  // A list that several files add to counts its items through all of them.
  const inFile = holders.length === 1 ? [...holder.at, ...below] : holder.at
  const { line, column } = nodeAt(document.body, inFile).loc.start
  return { path: holder.file.path, line, column }
}

/** Null for a text that is spelled, or nested, as Momoa cannot read it. */
const treeOf = (text: string): DocumentNode | null => {
  try {
    return parse(text, { mode: 'json5' })
  } catch {
    return null
  }
}

/** As deep as there is something. */
const nodeAt = (node: ValueNode, [key, ...rest]: At): ValueNode => {
  const inner = key === undefined ? undefined : innerNode(node, key)
  return inner === undefined ? node : nodeAt(inner, rest)
}

const innerNode = (node: ValueNode, key: string): ValueNode | undefined => {
  if (node.type === 'Array') return node.elements[Number(key)]?.value
  if (node.type !== 'Object') return undefined
  return node.members.findLast((member) => nameOf(member) === key)?.value
}

const nameOf = ({ name }: MemberNode): string => (name.type === 'Identifier' ? name.name : name.value)

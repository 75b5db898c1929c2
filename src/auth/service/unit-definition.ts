import { assignments } from './systemd-show.js'
import { parseUnitFile, type UnitEntry } from './unit-file.js'
import { expandSpecifiers, type UnitManager } from './unit-specifiers.js'
import { unitWords } from './unit-words.js'

export interface UnitText {
  readonly path: string
  readonly text: string
}

export interface EnvironmentFile {
  readonly path: string
  /** Written with a `-`: the service starts without it. */
  readonly optional: boolean
}

/** What a unit and its drop-ins say of how the service is started. */
export interface UnitDefinition {
  /** `null` for a value with a specifier that is not known here. */
  readonly environment: Readonly<Record<string, string | null>>
  readonly environmentFiles: readonly EnvironmentFile[]
  readonly unset: readonly string[]
  readonly command: readonly string[]
  readonly user: string | null
}

/** Reads a unit and then its drop-ins, in the order given. A list that is set to nothing begins anew, as for systemd. */
export const readUnitDefinition = (
  files: readonly UnitText[],
  unit: string,
  manager: UnitManager,
): UnitDefinition => {
  const entries = files
    .flatMap(({ text }) => parseUnitFile(text))
    .filter(({ section }) => section === 'Service')
  const expand = (value: string) => expandSpecifiers(value, unit, manager)
  const command = (listed(entries, 'ExecStart')[0] ?? '').replace(/^[-@:+!|]+/, '')
  return {
    environment: environmentOf(listed(entries, 'Environment'), expand),
    environmentFiles: listed(entries, 'EnvironmentFile').flatMap((written) => {
      const path = expand(written.replace(/^-/, ''))
      return path === null ? [] : [{ path, optional: written.startsWith('-') }]
    }),
    unset: listed(entries, 'UnsetEnvironment').flatMap(unitWords),
    command: commandWords(unitWords(command)).map((word) => expand(word) ?? word),
    user: expand(entries.findLast(({ key }) => key === 'User')?.value ?? '') || null,
  }
}

const listed = (entries: readonly UnitEntry[], key: string): readonly string[] => {
  const values = entries.filter((entry) => entry.key === key).map(({ value }) => value)
  return values.slice(values.lastIndexOf('') + 1)
}

/** A `;` that stands alone ends the first of several commands. */
const commandWords = (words: readonly string[]): readonly string[] => {
  const end = words.indexOf(';')
  return end === -1 ? words : words.slice(0, end)
}

const environmentOf = (
  lines: readonly string[],
  expand: (value: string) => string | null,
): UnitDefinition['environment'] =>
  Object.fromEntries(
    Object.entries(assignments(lines.flatMap(unitWords))).map(([name, value]) => [name, expand(value)]),
  )

import { isMapping } from '../mapping.js'
import type { PlistValue } from './plist.js'

/** What a property list says of how launchd starts a program. */
export interface LaunchAgent {
  /** Null where it names none: launchd does not load it then. */
  readonly label: string | null
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly user: string | null
  readonly disabled: boolean
}

export const readLaunchAgent = (value: PlistValue): LaunchAgent => {
  const written = isMapping(value) ? value : {}
  const { Label, Program, ProgramArguments, EnvironmentVariables, UserName, Disabled } = written
  const words = Array.isArray(ProgramArguments) ? ProgramArguments.filter(isText) : []
  const variables = isMapping(EnvironmentVariables) ? Object.entries(EnvironmentVariables) : []
  return {
    label: isText(Label) && Label !== '' ? Label : null,
    command: isText(Program) ? [Program, ...words.slice(1)] : words,
    environment: Object.fromEntries(variables.filter((entry): entry is [string, string] => isText(entry[1]))),
    user: isText(UserName) ? UserName : null,
    disabled: Disabled === true,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

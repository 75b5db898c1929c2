import type { Value } from '../../contract/index.js'
import type { Example } from '../example.js'
import type { HomeImage, ImageFile, ImageProgram } from '../home-image.js'

/** A home in which every value that looks like a credential is a text of ours. */
export interface PlantedHome {
  readonly home: HomeImage
  /** The texts that must be shown nowhere. */
  readonly canaries: readonly string[]
}

const NAME =
  /token|secret|passw|passphrase|credential|api[_-]?key|\bkey\b|_key\b|Key\b|auth|bearer|cookie|jwt/i

/** A line such as `API_KEY=value`, `export TOKEN="value"` or `password: value`. */
const ASSIGNMENT = /^(\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*["']?)([^\s"']{4,})/gm

/** Plants canaries, each in one place, with nothing in it that would be recognised by its shape. */
export const plantCanaries = ({ home, secrets = [] }: Pick<Example, 'home' | 'secrets'>): PlantedHome => {
  const canaries: string[] = []
  const plant = (): string => {
    const number = canaries.length + 1
    const canary = `canary-${number}-sings-in-the-mine-${number}-yranac`
    canaries.push(canary)
    return canary
  }
  const named = new Map(secrets.map((secret) => [secret, plant()]))
  const inText = (text: string): string =>
    [...named].reduce((planted, [secret, canary]) => planted.replaceAll(secret, canary), text)

  const inValue = (value: Value, key: string): Value => {
    if (typeof value === 'string') return NAME.test(key) && value !== '' ? plant() : inText(value)
    if (Array.isArray(value)) return value.map((each: Value) => inValue(each, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value as Readonly<Record<string, Value>>).map(([name, each]) => [
        name,
        inValue(each, name),
      ]),
    )
  }
  const inLines = (text: string): string => {
    const parsed = jsonOf(text)
    if (parsed !== undefined) return `${JSON.stringify(inValue(parsed, ''), null, 2)}\n`
    return inText(
      text.replaceAll(ASSIGNMENT, (whole, lead: string, name: string) =>
        NAME.test(name) ? `${lead}${plant()}` : whole,
      ),
    )
  }
  const inFile = (file: ImageFile): ImageFile => {
    if (typeof file === 'string') return inLines(file)
    if (file instanceof Uint8Array || 'link' in file) return file
    return { json: inValue(file.json, '') }
  }
  const inProgram = (program: ImageProgram): ImageProgram => ({
    ...program,
    ...(program.stdout === undefined ? {} : { stdout: inLines(program.stdout) }),
    ...(program.stderr === undefined ? {} : { stderr: inLines(program.stderr) }),
  })
  return {
    home: {
      ...home,
      files: mapped(home.files, inFile),
      programs: mapped(home.programs, inProgram),
      env: Object.fromEntries(
        Object.entries(home.env ?? {}).map(([name, value]) => [
          name,
          NAME.test(name) ? plant() : inText(value),
        ]),
      ),
    },
    canaries,
  }
}

const mapped = <T>(values: Readonly<Record<string, T>> = {}, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))

const jsonOf = (text: string): Value | undefined => {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** What of each canary may not be shown either: its beginning and its end tell as much. */
const SHOWN = 'canary-1-sings'.length

/** The canaries of which a text holds any part that is long enough to be told by. */
export const canariesIn = (text: string, canaries: readonly string[]): readonly string[] =>
  canaries.filter((canary) => text.includes(canary.slice(0, SHOWN)) || text.includes(canary.slice(-SHOWN)))

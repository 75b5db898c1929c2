import { parse } from 'dotenv'

export type Variables = Readonly<Record<string, string | undefined>>

/** What a `.env` file sets. Lines that are not assignments are passed over; never throws. */
export const parseEnvFile = (text: string): Readonly<Record<string, string>> => parse(text)

/** Strongest first. A variable that is set, even to nothing, is not set again by a weaker layer. */
export const layerEnv = (...layers: readonly Variables[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    layers
      .toReversed()
      .flatMap((layer) => Object.entries(layer))
      .filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

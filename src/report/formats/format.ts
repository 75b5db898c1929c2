/** The documents a report can be written as, by the names they have on the command line. */
export const FORMATS = [
  'text',
  'json',
  'markdown',
  'html',
  'sarif',
  'junit',
  'openmetrics',
  'nagios',
] as const

export type Format = (typeof FORMATS)[number]

export const isFormat = (name: string): name is Format => (FORMATS as readonly string[]).includes(name)

/** Formats that are one JSON value: what is in it may be changed only as data. */
export const isJsonFormat = (format: Format): boolean => format === 'json' || format === 'sarif'

import { createRedactor } from '../redact/index.js'
import { type Format, isJsonFormat } from '../report/formats/format.js'
import type { ErrorDocument } from '../report/schema.js'
import { Refusal } from './refusal.js'
import { print } from './standard-streams.js'

/** Both ends of what this program says. Nothing reaches either but through redaction. */
type Redactor = ReturnType<typeof createRedactor>

let redactor: Redactor = createRedactor({ known: () => [], redactors: [] })

/** From here on, outputs are also searched for what this run knows to be secret. */
export const redactWith = (next: Redactor): void => {
  redactor = next
}

export const redact = (text: string): string => redactor.redact(text)

/** A whole document without secrets. One that is JSON is redacted as data, so that it stays parseable. */
export const redactDocument = (format: Format, text: string): string => {
  if (!isJsonFormat(format)) return redactor.redact(text)
  const clean = redactor.parseJson(text)
  if (typeof clean === 'object') return `${JSON.stringify(clean, null, 2)}\n`
  throw new Refusal('REDACTION_FAILED', 'The report could not be searched for secrets: it is withheld.', null)
}

/** Prints a document that {@link redactDocument} has been over. */
export const printDocument = (text: string): void => {
  print('stdout', text)
  isDocumentPrinted = true
}

/** Prints a key that somebody has asked for by name, as it is: in any other form it is of no use. */
export const printAsAsked = (text: string): void => {
  print('stdout', text)
}

export const printOut = (text: string): void => {
  print('stdout', redactor.redact(text))
}

export const printErr = (text: string): void => {
  print('stderr', redactor.redact(text))
}

let isDocumentPrinted = false

/** Prints one JSON document. Values are redacted before they are serialised, so that it stays parseable. */
export const printJson = (document: unknown): void => {
  const clean = redactor.parseJson(JSON.stringify(document ?? null))
  print('stdout', `${JSON.stringify(clean, null, 2)}\n`)
  isDocumentPrinted = true
}

/** Prints the document of a run that failed, unless another one is out already: there is to be exactly one. */
export const printFailure = (document: ErrorDocument): void => {
  if (!isDocumentPrinted) printJson(document)
}

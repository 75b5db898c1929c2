import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import AjvDraft04 from 'ajv-draft-04'
import formats from 'ajv-formats'
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { type ParserError, parse } from 'parse5'
import type { Log } from 'sarif'

/** The programs that others read our documents with: each throws, or tells the faults it finds. */

const ajv = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false })
formats.default(ajv)
const require = createRequire(import.meta.url)
const sarifSchema: unknown = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const isSarif = ajv.compile<Log>(sarifSchema as object)

/** Reads a SARIF log by the schema of SARIF 2.1.0. */
export const readSarif = (text: string): Log => {
  const log: unknown = JSON.parse(text)
  if (isSarif(log)) return log
  throw new Error(ajv.errorsText(isSarif.errors))
}

const xsd = XmlDocument.fromString(
  readFileSync(new URL('../../fixtures/junit-10.xsd', import.meta.url), 'utf8'),
)
const junitSchema = XsdValidator.fromDoc(xsd)

/** An element of XML, as far as tests look at one. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Element[]
}

const elementOf = (node: XmlElement): Element => {
  const children: Element[] = []
  for (let child = node.firstChild; child !== null; child = child.next)
    if ('attrs' in child) children.push(elementOf(child as XmlElement))
  return {
    name: node.name,
    attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
    text: node.content,
    children,
  }
}

/** Reads a JUnit report with libxml2, by the schema of Jenkins' xUnit plugin. */
export const readJunit = (text: string): Element => {
  const document = XmlDocument.fromString(text)
  try {
    junitSchema.validate(document)
    return elementOf(document.root)
  } finally {
    document.dispose()
  }
}

/** Reads GitHub-flavoured Markdown into its tree. */
export const readMarkdown = (text: string) =>
  fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })

/** Reads a page as a browser does; throws at the first thing a browser would have to guess. */
export const readHtml = (text: string) => {
  const faults: ParserError[] = []
  const page = parse(text, { onParseError: (fault) => faults.push(fault), sourceCodeLocationInfo: true })
  if (faults[0] !== undefined) throw new Error(JSON.stringify(faults[0]))
  return page
}

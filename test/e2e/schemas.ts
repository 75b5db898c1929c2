import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
formats.default(ajv)

/** What in a document is not as its published schema says; empty for a valid one. */
export const faultsBy = (name: string): ((document: unknown) => readonly string[]) => {
  const schema = JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8')) as object
  const validate = ajv.compile(schema)
  return (document) =>
    validate(document) ? [] : (validate.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`)
}

export const reportFaults = faultsBy('report.v1.json')
export const statusFaults = faultsBy('models-status.v1.json')
export const errorFaults = faultsBy('error.v1.json')

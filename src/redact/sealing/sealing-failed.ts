/** What could not be sealed is not shown: where that was, and which rule could not be carried out, and nothing else. */
export class SealingFailed extends Error {
  override readonly name = 'SealingFailed'
  constructor(
    /** `known`, `json`, `settle`, or the id of a redactor. */
    readonly rule: string,
    /** The file of the archive. */
    readonly file: string,
    /** A JSON Pointer into it, as it would have been sealed; empty for all of it. */
    readonly place: string,
  ) {
    super(`Sealing failed in ${file}${place === '' ? '' : ` at ${place}`}: ${rule}`)
  }
}

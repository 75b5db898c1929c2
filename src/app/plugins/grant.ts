import { CAPABILITY_KINDS, type Capabilities } from '../../contract/index.js'

/** One thing that is asked for, or agreed to. */
export interface Right {
  readonly kind: (typeof CAPABILITY_KINDS)[number]
  readonly value: string
}

export const rightsOf = (capabilities: Capabilities): readonly Right[] =>
  CAPABILITY_KINDS.flatMap((kind) => (capabilities[kind] ?? []).map((value) => ({ kind, value })))

export const capabilitiesOf = (rights: readonly Right[]): Capabilities =>
  Object.fromEntries(
    CAPABILITY_KINDS.map((kind) => [
      kind,
      rights.filter((right) => right.kind === kind).map(({ value }) => value),
    ]).filter(([, values]) => values?.length !== 0),
  )

const isSame = (right: Right) => (other: Right) => other.kind === right.kind && other.value === right.value

/** What is in both: never more than was asked for, never more than was agreed to. */
export const inBoth = (declared: Capabilities, agreed: Capabilities): Capabilities => {
  const rights = rightsOf(agreed)
  return capabilitiesOf(rightsOf(declared).filter((right) => rights.some(isSame(right))))
}

/** What is asked for and not agreed to yet. */
export const beyond = (declared: Capabilities, agreed: Capabilities): readonly Right[] => {
  const rights = rightsOf(agreed)
  return rightsOf(declared).filter((right) => !rights.some(isSame(right)))
}

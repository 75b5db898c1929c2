import type { StoreIssue } from './store.js'

/** What is wrong with a part of a store, in the words its findings have. */
export type StoreFaultKind =
  | 'profileIgnored'
  | 'modeForType'
  | 'apiKeyForKey'
  | 'secretMissing'
  | 'expiryNotANumber'
  | 'versionUnknown'
  | 'orderMalformed'
  | 'usageMalformed'

const KIND: Readonly<Record<StoreIssue['code'], StoreFaultKind>> = {
  'profile-not-an-object': 'profileIgnored',
  'profile-type-unknown': 'profileIgnored',
  'profile-provider-missing': 'profileIgnored',
  'profile-mode-for-type': 'modeForType',
  'profile-apikey-for-key': 'apiKeyForKey',
  'profile-secret-missing': 'secretMissing',
  'profile-expiry-not-a-number': 'expiryNotANumber',
  'version-unknown': 'versionUnknown',
  'order-malformed': 'orderMalformed',
  'usage-malformed': 'usageMalformed',
}

const NOUN: Readonly<Record<string, string>> = { profiles: 'profile', order: 'order', usageStats: 'usage' }

/** All issues of one kind with one thing, as one. */
export interface StoreFault {
  readonly kind: StoreFaultKind
  /** `profile:<id>`, `order:<provider>`, `usage:<id>`, or the top-level key itself. */
  readonly subject: string
  /** The profile's id, or the provider of an order; the top-level key where that is all that can be named. */
  readonly name: string
  /** Where, in dotted keys. */
  readonly at: readonly string[]
  /** The fields at fault of a profile. */
  readonly fields: readonly string[]
}

/** An entry that is no object lacks both fields that make a profile. */
const fieldsOf = ({ code, at }: StoreIssue): readonly string[] => {
  if (at[0] !== 'profiles') return []
  return code === 'profile-not-an-object' ? ['type', 'provider'] : at.slice(2)
}

/** Issues of one kind about one thing told as one fault, in the order of the store. */
export const storeFaults = (issues: readonly StoreIssue[]): readonly StoreFault[] => {
  const faults = new Map<string, StoreFault>()
  for (const issue of issues) {
    const [top = '', id] = issue.at
    const kind = KIND[issue.code]
    const subject = id === undefined ? top : `${NOUN[top] ?? top}:${id}`
    const key = `${kind} ${subject}`
    const earlier = faults.get(key)
    faults.set(key, {
      kind,
      subject,
      name: id ?? top,
      at: [...(earlier?.at ?? []), issue.at.join('.')],
      fields: [...(earlier?.fields ?? []), ...fieldsOf(issue)],
    })
  }
  return [...faults.values()]
}

/** What of a credential may change. It stands apart from the schema, as the page compares reports without zod. */
export const CREDENTIAL_FIELDS = [
  'type',
  'secret',
  'state',
  'issuedAt',
  'expiresAt',
  'refreshable',
  'lastUsedAt',
  'coolingUntil',
] as const

import type { SealedReport } from '../../../src/report/sealed/schema.js'
import { sealedExample } from '../../support/sealed-example.js'

/** Markup that would act, an end of what it stands in, marks that nobody sees, and a word without an end. */
export const HOSTILE =
  '</script></style></title><script>globalThis.evil = 1</script><img src=x onerror="globalThis.evil=1"><b class=evil>\u2028\u202e"\'' +
  'x'.repeat(400)

/** What says of which kind something is has to be one of a few words, and a number or time to be one. */
const KEPT = new Set([
  'severity',
  'outcome',
  'status',
  'state',
  'via',
  'type',
  'base',
  'verdict',
  'kind',
  'billing',
  'risk',
  'id',
  'createdAt',
  'startedAt',
  'issuedAt',
  'expiresAt',
  'lastUsedAt',
  'coolingUntil',
  'messageId',
  'causedBy',
  'code',
])

/** The example with a stranger's text wherever a text stands. */
export const hostileExample = (): SealedReport =>
  JSON.parse(JSON.stringify(sealedExample()), function (this: unknown, key: string, value: unknown) {
    if (typeof value !== 'string') return value
    return KEPT.has(key) || Array.isArray(this) ? value : `${HOSTILE} ${value}`
  })

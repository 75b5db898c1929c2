import { z } from 'zod'
import { reportV1 } from '../schema.js'
import { CREDENTIAL_FIELDS } from './credential-fields.js'
import { sealedReportV1 } from './schema.js'

const { outcome, reason } = reportV1.shape.checks.element.shape
const { severity } = reportV1.shape.checks.element.shape.findings.element.shape
const { status } = sealedReportV1.shape.facts.element.shape
const { agent, provider, name, via } = sealedReportV1.shape.credentials.element.shape

const found = z.object({
  id: z.string().meta({ description: 'As the report names it that it is taken from.' }),
  check: z.string(),
  messageId: z.string(),
  subject: z.string(),
  severity,
  suppressed: z.boolean(),
  what: z.string(),
})

const value = z
  .json()
  .optional()
  .meta({ description: 'Left out where there is none; a long one is told in words.' })

const valueChange = z.object({
  pointer: z
    .string()
    .meta({ description: 'A JSON Pointer into the later value; of what is removed, the earlier one.' }),
  change: z.enum(['added', 'removed', 'changed']),
  before: value,
  after: value,
})

const text = z.string().nullable()
const version = z.object({ of: z.string(), before: text, after: text })
const fieldChange = z.object({
  field: z.enum(CREDENTIAL_FIELDS),
  before: z.json(),
  after: z.json(),
})
const judged = z.object({ outcome, reason }).nullable()
const known = z.object({ status, reason }).nullable()
const used = z.object({ answer: z.string(), name: text }).nullable()

const side = z.object({
  case: z.string(),
  host: z.string(),
  createdAt: z.iso.datetime(),
  status: reportV1.shape.summary.shape.status,
  platform: z.string(),
})

/** The document of `report diff --json`. */
export const reportDiffV1 = z
  .object({
    diffVersion: z.literal(1),
    before: side,
    after: side,
    sameCase: z.boolean().meta({
      description:
        'Within a case, a name means the same in both; across cases, findings are matched by check and message.',
    }),
    sameHost: z.boolean().nullable().meta({ description: 'Null across cases: nobody can tell.' }),
    differs: z.boolean(),
    findings: z.object({
      new: z.array(found),
      gone: z.array(found),
      persisting: z.array(
        found.extend({
          was: z
            .object({ severity, suppressed: z.boolean() })
            .nullable()
            .meta({ description: 'Null where both are as they were.' }),
        }),
      ),
    }),
    checks: z
      .array(z.object({ id: z.string(), before: judged, after: judged }))
      .meta({ description: 'Those that ended in another way, or are in one report only.' }),
    credentials: z.array(
      z.object({
        agent,
        provider,
        name,
        via,
        change: z.enum(['new', 'gone', 'changed']),
        fields: z.array(fieldChange),
      }),
    ),
    choices: z
      .array(z.object({ agent: z.string(), provider: z.string(), before: used, after: used }))
      .meta({ description: 'Where another credential would be used.' }),
    versions: z.array(version),
    facts: z
      .array(
        z.object({
          id: z.string(),
          before: known,
          after: known,
          changes: z.array(valueChange),
          left: z.int().nonnegative().meta({ description: 'How many changes more there are.' }),
        }),
      )
      .meta({
        description: 'Those that are not as they were; the clock, which never is, is not among them.',
      }),
  })
  .meta({ title: 'clawdbot-doctor report diff, version 1' })

/**
 * What differs between two support reports; `schemas/report-diff.v1.json` says what each field means.
 *
 * @interface
 */
export type ReportDiff = z.infer<typeof reportDiffV1>

import { z } from 'zod'
import { reportV1 } from '../schema.js'
import { sealedReportV1 } from './schema.js'

const { case: ofCase, createdAt, host, facts } = sealedReportV1.shape
const fact = facts.element

const shownFact = fact.extend({
  pointer: z
    .string()
    .meta({ description: 'A JSON Pointer to what of the value is shown; empty for all of it.' }),
})

/** The document of `report show --json` with `--check` or `--fact`. Without them it is the report itself. */
export const reportPartsV1 = z
  .object({
    partsVersion: z.literal(1),
    case: ofCase.shape.id,
    host,
    createdAt,
    checks: z.array(
      reportV1.shape.checks.element.extend({
        facts: z.array(fact).nullable().meta({
          description: 'What it judges, as far as this version knows the check; null where it does not.',
        }),
      }),
    ),
    facts: z.array(shownFact),
  })
  .meta({ title: 'clawdbot-doctor report parts, version 1' })

/**
 * Some checks and facts of a support report; `schemas/report-parts.v1.json` says what each field means.
 *
 * @interface
 */
export type ReportParts = z.infer<typeof reportPartsV1>

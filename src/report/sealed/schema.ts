import { z } from 'zod'
import { authExplainV1 } from '../auth-explain-schema.js'
import { reportV1 } from '../schema.js'

const { trace, base, shadowed, answer } = authExplainV1.shape

const time = z.iso.datetime().nullable()

const sealedFact = z.object({
  id: z.string(),
  status: z.enum(['ok', 'absent', 'denied', 'timeout', 'failed']),
  reason: z.string().nullable(),
  durationMs: z.number().nonnegative(),
  value: z.json().meta({
    description: 'What was found out; each secret in it as {"$secret": …}. Null where nothing was.',
  }),
})

const credential = z
  .object({
    agent: z
      .string()
      .nullable()
      .meta({ description: 'The agent whose it is; null where no agent holds it.' }),
    provider: z.string(),
    name: z.string().meta({ description: 'The profile id, the variable, or the place of the key or login.' }),
    via: z.enum(['profile', 'env', 'config', 'login']).meta({
      description: 'A login is what another program keeps, such as Claude Code.',
    }),
    type: z.enum(['api_key', 'token', 'oauth']).nullable(),
    secret: z.string().nullable().meta({
      description: "The pseudonym of its token: equal for equal tokens within a case. No token's text.",
    }),
    state: z.enum(['ok', 'expiring', 'expired', 'missing', 'static']),
    issuedAt: time.meta({ description: 'Where it is known.' }),
    expiresAt: time.meta({ description: 'Null where it has no end, or none that is known.' }),
    refreshable: z.boolean(),
    lastUsedAt: time,
    coolingUntil: time,
  })
  .meta({ description: "One credential's life." })

const choice = z
  .object({
    agent: z.string(),
    isDefault: z.boolean(),
    provider: z.string(),
    answer,
    chosen: z.int().nullable().meta({ description: 'Its place in the trace, from 0.' }),
    base,
    shadowed,
    trace,
  })
  .meta({ description: 'Which credential an agent would use for a provider, and what that one shadows.' })

const included = z.object({
  name: z.string().meta({ description: 'Its name in the archive.' }),
  path: z.string().meta({ description: 'Where it was found, with places as pseudonyms.' }),
  bytes: z.int().nonnegative().meta({ description: 'Of the file as it was found.' }),
  cut: z.boolean().meta({ description: 'Whether only its end is in the archive.' }),
})

/** `report.json` of a support report. It only ever grows: no field changes its meaning within version 1. */
export const sealedReportV1 = z
  .object({
    sealedVersion: z.literal(1),
    case: z.object({
      id: z.string(),
      findingKey: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({
          description:
            'Names the findings of this case. It is no secret, and tells nothing of the key of the case.',
        }),
    }),
    createdAt: z.iso.datetime(),
    host: z.string().meta({ description: 'The machine, by the name it has within this case.' }),
    plugins: z
      .array(z.object({ id: z.string(), version: z.string().nullable(), origin: z.string() }))
      .meta({ description: 'All that took part, with the bundled ones.' }),
    checkSettings: z
      .record(z.string(), z.object({ options: z.json().optional() }))
      .meta({ description: "The user's own options of checks, which a replay goes by too." }),
    report: reportV1.meta({
      description: 'As `doctor --json` prints it, with people and places as pseudonyms as well.',
    }),
    facts: z.array(sealedFact),
    credentials: z.array(credential),
    choices: z.array(choice),
    included: z.array(included),
    leftOut: z
      .array(z.object({ path: z.string(), reason: z.string() }))
      .optional()
      .meta({ description: 'What was asked for and is not in the archive, with why.' }),
  })
  .meta({ title: 'clawdbot-doctor support report, version 1' })

/**
 * What a support engineer gets: everything that was found out about a machine, without its secrets, people and places.
 * `schemas/sealed-report.v1.json` says what each field means.
 *
 * @interface
 */
export type SealedReport = z.infer<typeof sealedReportV1>
/** One fact as it was found, and how collecting it went. */
export type SealedFact = SealedReport['facts'][number]
/** One credential's life. */
export type SealedCredential = SealedReport['credentials'][number]
/** Which credential an agent would use for a provider, and what it shadows. */
export type SealedChoice = SealedReport['choices'][number]

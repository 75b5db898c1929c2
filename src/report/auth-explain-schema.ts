import { z } from 'zod'

const instant = z.number().meta({ description: 'Unix milliseconds.' })
const billing = z
  .enum(['subscription', 'metered'])
  .nullable()
  .meta({ description: 'What a request costs: part of a plan, or paid for by use.' })

const entry = z.object({
  via: z.enum(['profile', 'env', 'config']),
  name: z.string().meta({ description: 'The profile id, the variable, or the place of the key.' }),
  verdict: z.enum(['chosen', 'next', 'skipped']),
  code: z.string().meta({ description: 'Why, e.g. usable, expired, not-listed. Stable.' }),
  why: z.string().meta({ description: 'The same in words. Prose: it may be reworded in any release.' }),
  billing,
  type: z.enum(['api_key', 'token', 'oauth']).nullable(),
  expiresAt: instant.nullable(),
  refreshable: z.boolean(),
  coolingUntil: instant.nullable(),
  owner: z.string().nullable().meta({ description: 'The agent whose own store holds the profile.' }),
})

const step = z.object({
  step: z.string(),
  status: z.enum(['done', 'failed', 'attention', 'skipped']),
  code: z.string().meta({ description: 'Stable: scripts may depend on it.' }),
  what: z.string(),
  next: z.string().nullable(),
})

/** The document of `models auth explain --json`. It holds no secret. */
export const authExplainV1 = z
  .object({
    agentId: z.string(),
    agentDir: z.string(),
    storePath: z.string(),
    configPath: z.string(),
    provider: z.string(),
    model: z.string().nullable(),
    session: z.string().nullable(),
    answer: z.string(),
    chosen: entry.nullable().meta({ description: 'The entry of the trace that would be used.' }),
    pin: z
      .object({ profileId: z.string(), source: z.enum(['user', 'auto']), code: z.string() })
      .nullable()
      .meta({ description: "The session's pin, and what becomes of it." }),
    base: z.enum(['store-order', 'config-order', 'config-profiles', 'stored']).nullable().meta({
      description: 'Where the list of profiles comes from; null where a file could not be read.',
    }),
    shadowed: z
      .array(z.string())
      .nullable()
      .meta({ description: "The config's order, where the store's takes its place." }),
    trace: z.array(entry).meta({ description: 'Everything that could be used, in the order of trying.' }),
    steps: z.array(step).meta({
      description:
        "The guide's steps, in its order, each with whether it took. What could not be read comes first.",
    }),
    brokenStep: z.string().nullable().meta({ description: 'The first step that failed.' }),
    sync: z.array(z.object({ subject: z.string(), status: z.string(), reason: z.string().nullable() })),
  })
  .meta({ title: 'clawdbot-doctor models auth explain, version 1' })

export type ExplainDocument = z.infer<typeof authExplainV1>

import { z } from 'zod'

const instant = z.number().meta({ description: 'Unix milliseconds.' })

const profile = z.object({
  profileId: z.string(),
  provider: z.string(),
  type: z.enum(['api_key', 'token', 'oauth']),
  email: z.string().nullable(),
  owner: z.string().meta({ description: 'The agent whose own store holds it.' }),
  inherited: z.boolean(),
  status: z.enum(['ok', 'expiring', 'expired', 'missing', 'static']),
  expiresAt: instant.nullable(),
  remainingMs: z.number().nullable(),
  refreshable: z.boolean().meta({ description: 'An expired one is refreshed when it is used.' }),
  position: z.int().nullable().meta({ description: 'Its place in the order of trying, from 1.' }),
  code: z.string().nullable().meta({ description: 'Why it is not tried, e.g. expired, not-listed. Stable.' }),
  why: z.string().nullable().meta({ description: 'The same in words.' }),
  block: z
    .object({
      kind: z.enum(['disabled', 'cooldown']),
      reason: z.string().nullable(),
      until: instant,
      remainingMs: z.number(),
    })
    .nullable(),
})

const key = z.object({
  provider: z.string(),
  via: z.enum(['env', 'config', 'models.json']),
  name: z.string(),
  blank: z.boolean().meta({ description: 'It is set, and holds nothing.' }),
})

/** The document of `models auth list --json`. It holds no secret. */
export const authListV1 = z
  .object({
    agentId: z.string(),
    agentDir: z.string(),
    storePath: z.string(),
    configPath: z.string(),
    profiles: z.array(profile).meta({ description: 'By provider, then in the order of trying.' }),
    ignored: z
      .array(z.object({ profileId: z.string(), owner: z.string(), at: z.array(z.string()) }))
      .meta({ description: 'What stands among the profiles and is none that Clawdbot accepts.' }),
    keys: z.array(key),
    sync: z.array(z.object({ subject: z.string(), status: z.string(), reason: z.string().nullable() })),
  })
  .meta({ title: 'clawdbot-doctor models auth list, version 1' })

export type ListDocument = z.infer<typeof authListV1>

import { z } from 'zod'
import { verdict } from './schema.js'

const health = z.enum(['ok', 'expiring', 'expired', 'missing', 'static'])
const instant = z.number().meta({ description: 'Unix milliseconds.' })

const profile = z.object({
  profileId: z.string(),
  provider: z.string(),
  type: z.enum(['api_key', 'token', 'oauth']),
  status: health,
  expiresAt: instant.optional(),
  remainingMs: z.number().optional(),
  source: z.enum(['claude-cli', 'codex-cli', 'store']),
  label: z.string(),
})

const provider = z.object({
  provider: z.string(),
  effective: z.object({ kind: z.enum(['profiles', 'env', 'models.json', 'missing']), detail: z.string() }),
  profiles: z.object({
    count: z.int(),
    oauth: z.int(),
    token: z.int(),
    apiKey: z.int(),
    labels: z.array(z.string()).meta({ description: 'With secrets as pseudonyms.' }),
  }),
  env: z.object({ value: z.string(), source: z.string() }).optional(),
  modelsJson: z.object({ value: z.string(), source: z.string() }).optional(),
})

const unusable = z.object({
  profileId: z.string(),
  provider: z.string().optional(),
  kind: z.enum(['disabled', 'cooldown']),
  reason: z.string().optional(),
  until: instant,
  remainingMs: z.number(),
})

const probeResult = z.object({
  provider: z.string(),
  model: z.string().optional(),
  profileId: z.string().optional(),
  label: z.string(),
  source: z.enum(['profile', 'env', 'models.json']),
  mode: z.enum(['api_key', 'token', 'oauth']),
  next: z.boolean().meta({ description: 'Whether it is what would be used.' }),
  host: z.string().optional().meta({ description: 'Who was asked; absent where nobody was.' }),
  status: verdict,
  httpStatus: z.int().optional(),
  reason: z
    .string()
    .optional()
    .meta({ description: "A code: the provider's for its error, the system's, or why nothing was asked." }),
  retryAfterMs: z.number().optional(),
  latencyMs: z.number().optional(),
})

const probes = z.object({
  startedAt: instant,
  finishedAt: instant,
  durationMs: z.number(),
  totalTargets: z.int().meta({ description: 'How many were asked.' }),
  options: z.object({
    provider: z.string().optional(),
    profileIds: z.array(z.string()).optional(),
    timeoutMs: z.number(),
    concurrency: z.int(),
    maxTokens: z.int(),
  }),
  results: z.array(probeResult),
})

/** The document of `models status --json`. Its names are Clawdbot's; scripts depend on them. */
export const modelsStatusV1 = z
  .object({
    configPath: z.string(),
    agentDir: z.string(),
    defaultModel: z.string(),
    resolvedDefault: z.string(),
    fallbacks: z.array(z.string()),
    imageModel: z.string().nullable(),
    imageFallbacks: z.array(z.string()),
    aliases: z.record(z.string(), z.string()),
    allowed: z.array(z.string()),
    auth: z.object({
      storePath: z.string(),
      shellEnvFallback: z.object({ enabled: z.boolean(), appliedKeys: z.array(z.string()) }),
      providersWithOAuth: z.array(z.string()),
      missingProvidersInUse: z.array(z.string()),
      providers: z.array(provider),
      unusableProfiles: z.array(unusable),
      oauth: z.object({
        warnAfterMs: z.number(),
        profiles: z.array(profile),
        providers: z.array(
          z.object({
            provider: z.string(),
            status: health,
            profiles: z.array(profile),
            expiresAt: instant.optional(),
            remainingMs: z.number().optional(),
          }),
        ),
      }),
      order: z
        .record(z.string(), z.array(z.string()))
        .meta({ description: 'The profiles that are tried, in that order, for every provider listed.' }),
      probes: probes.optional().meta({ description: 'Answers to a message each; only with --probe.' }),
    }),
    agent: z.string().meta({ description: 'The agent this is about.' }),
    sync: z
      .array(z.object({ subject: z.string(), status: z.string(), reason: z.string().nullable() }))
      .meta({ description: 'What was copied from command-line logins just now, or why it was not.' }),
    problems: z
      .array(
        z.object({
          check: z.string(),
          messageId: z.string(),
          what: z.string(),
          next: z.string().nullable(),
          path: z.string().nullable(),
          line: z.int().nullable(),
          column: z.int().nullable(),
        }),
      )
      .meta({
        description: 'Files that could not be read. With any of these the rest is not the whole truth.',
      }),
  })
  .meta({ title: 'clawdbot-doctor models status, version 1' })

/**
 * The document of `models status --json`, without secrets, in Clawdbot's names;
 * `schemas/models-status.v1.json` says what each field means. Times are Unix milliseconds.
 *
 * @interface
 */
export type StatusDocument = z.infer<typeof modelsStatusV1>

import { z } from 'zod'

const severity = z.enum(['error', 'warning', 'info'])
const risk = z.enum(['automatic', 'safe', 'review', 'destructive'])
const count = z.int().nonnegative()
const milliseconds = z.number().nonnegative()

const evidence = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('file'),
      path: z.string(),
      line: z.int().positive().optional(),
      column: z.int().positive().optional(),
    }),
    z.object({ kind: z.literal('command'), argv: z.array(z.string()), code: z.int().nullable() }),
    z.object({ kind: z.literal('environment'), name: z.string() }),
    z.object({ kind: z.literal('value'), fact: z.string(), pointer: z.string(), value: z.json() }),
  ])
  .meta({ description: 'What a finding rests on.' })

const finding = z.object({
  id: z.string().meta({ description: 'The same finding has the same id in every run on this machine.' }),
  messageId: z.string().meta({ description: 'Stable: scripts may depend on it.' }),
  subject: z
    .string()
    .meta({ description: 'What it is about, e.g. agent:main/profile:anthropic:claude-cli.' }),
  severity,
  what: z.string().meta({ description: 'What is wrong. Prose: it may be reworded in any release.' }),
  why: z.string().meta({ description: 'Why it matters.' }),
  next: z.string().nullable().meta({ description: 'The one next step.' }),
  data: z.record(z.string(), z.json()),
  evidence: z.array(evidence),
  fixes: z.array(z.string()).meta({ description: 'Fix ids, safest first.' }),
  causedBy: z.array(z.string()).meta({ description: 'Ids of the findings of this report it follows from.' }),
})

const check = z.object({
  id: z.string(),
  title: z.string().meta({ description: 'What is true when the check passes.' }),
  tags: z.array(z.string()),
  docs: z.string(),
  outcome: z.enum(['pass', 'fail', 'skip', 'error', 'timeout']),
  reason: z.string().nullable().meta({ description: 'Why it was skipped, or what went wrong.' }),
  durationMs: milliseconds,
  findings: z.array(finding),
})

const change = z.object({
  fix: z.string(),
  title: z.string(),
  risk,
  check: z.string(),
  finding: z.string(),
  subject: z.string(),
  status: z.enum([
    'applied',
    'offered',
    'planned',
    'declined',
    'withheld',
    'named',
    'refused',
    'failed',
    'outdated',
    'rolled-back',
  ]),
  reason: z.string().nullable(),
  paths: z.array(z.string()),
  diff: z.string().nullable().meta({ description: 'A unified diff with secrets as pseudonyms.' }),
})

/** The same words as in src/auth/verify/verdict.ts, which a document must not depend on. */
export const verdict = z
  .enum([
    'accepted',
    'rejected',
    'policy-rejected',
    'rate-limited',
    'billing',
    'timeout',
    'unreachable',
    'server-error',
    'not-json',
    'unknown',
    'not-asked',
  ])
  .meta({
    description:
      'What the answer says of the credential. A timeout, and what follows it, says nothing of it.',
  })

const verification = z.object({
  provider: z.string(),
  agent: z.string(),
  source: z.enum(['profile', 'env', 'config']),
  name: z.string().meta({ description: "The profile's id, the variable's name, or the key of the config." }),
  host: z.string().nullable(),
  askedAt: z.iso.datetime().nullable(),
  latencyMs: milliseconds.nullable(),
  verdict,
  status: z.int().nullable().meta({ description: 'Of HTTP.' }),
  reason: z.string().nullable().meta({ description: "A code: the provider's, the system's, or why not." }),
})

const fact = z.object({
  id: z.string(),
  status: z.enum(['ok', 'absent', 'denied', 'timeout', 'failed']),
  reason: z.string().nullable(),
  durationMs: milliseconds,
})

/** The document that `doctor --json` prints. It only ever grows: no field changes its meaning within version 1. */
export const reportV1 = z
  .object({
    reportVersion: z.literal(1),
    tool: z.object({ name: z.string(), version: z.string() }),
    run: z.object({
      startedAt: z.iso.datetime(),
      durationMs: milliseconds,
      platform: z.string(),
      node: z.string(),
      home: z.string(),
      synced: z.boolean().meta({ description: 'Whether the run was allowed to sync.' }),
      dryRun: z.boolean(),
      warnWithinMs: milliseconds,
    }),
    summary: z.object({
      status: z.enum(['healthy', 'attention', 'broken']),
      exitCode: z.int(),
      checks: z.object({ pass: count, fail: count, skip: count, error: count, timeout: count }),
      findings: z.object({ error: count, warning: count, info: count }),
    }),
    checks: z.array(check).meta({ description: 'Every selected check, passes included.' }),
    changes: z.array(change),
    interrupted: z
      .array(
        z.object({
          run: z.string().meta({ description: 'For `doctor undo`.' }),
          while: z.enum(['making', 'undoing']),
          paths: z.array(z.string()),
        }),
      )
      .optional()
      .meta({ description: 'Earlier runs that were cut off in the middle, and are so still.' }),
    online: z
      .object({ results: z.array(verification) })
      .optional()
      .meta({ description: 'What the providers were asked; only with --online.' }),
    facts: z.array(fact),
    rejectedPlugins: z.array(z.object({ id: z.string(), reason: z.string() })),
  })
  .meta({ title: 'clawdbot-doctor report, version 1' })

export type Report = z.infer<typeof reportV1>
export type ReportCheck = Report['checks'][number]
export type ReportFinding = ReportCheck['findings'][number]
export type ReportChange = Report['changes'][number]

/** The document every failed run prints with `--json`, whatever the command. */
export const errorV1 = z
  .object({
    error: z.object({
      code: z.string().meta({ description: 'Stable, upper case, e.g. BAD_FLAG.' }),
      message: z.string(),
      hint: z.string().nullable(),
    }),
  })
  .meta({ title: 'clawdbot-doctor error, version 1' })

export type ErrorDocument = z.infer<typeof errorV1>

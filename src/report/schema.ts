import { z } from 'zod'
import { SEVERITIES } from '../contract/index.js'

const severity = z.enum(SEVERITIES)
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

const suppressed = z
  .object({
    by: z.enum(['config', 'baseline']),
    reason: z.string().nullable(),
    owner: z.string().nullable(),
    until: z.string().nullable().meta({ description: 'A date, which counts to its end in UTC, or a time.' }),
  })
  .meta({ description: 'Somebody wants to live with it: it is no pass, and does not count.' })

const returned = z
  .object({
    why: z.enum(['ended', 'changed', 'not-comparable', 'worse']),
    note: z.string().meta({ description: 'Prose: it may be reworded in any release.' }),
  })
  .meta({ description: 'Why it counts, although somebody suppressed it or a baseline knows it.' })

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
  fingerprint: z
    .string()
    .optional()
    .meta({ description: 'What a suppression and a baseline name it by: its id.' }),
  severityWas: severity
    .optional()
    .meta({ description: 'What its check says, where clawdbot.doctor.json says otherwise.' }),
  suppressed: suppressed.optional(),
  returned: returned.optional(),
  suppressWith: z.string().optional().meta({ description: 'The command that suppresses it.' }),
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

const policy = z.object({
  configPath: z.string().nullable().meta({ description: 'The clawdbot.doctor.json that was read.' }),
  unusedSuppressions: z
    .array(
      z.object({ entry: count.meta({ description: 'Its place in the list, from 0.' }), reason: z.string() }),
    )
    .meta({ description: 'Suppressions that fit nothing any more, of checks that were judged.' }),
  baseline: z
    .object({
      path: z.string(),
      status: z.enum(['read', 'written', 'unchanged', 'planned']),
      added: z.array(z.string()).meta({ description: 'Ids of findings; only with --update-baseline.' }),
      removed: z.array(z.string()),
    })
    .nullable(),
})

const paths = z.array(z.string()).readonly().optional()
const capabilities = z.object({ read: paths, run: paths, reach: paths, env: paths, facts: paths })

const plugin = z.object({
  id: z.string().meta({ description: "The package's name; of a single file, the file's." }),
  version: z.string().nullable(),
  origin: z.enum(['installed', 'linked', 'one-off', 'path']),
  state: z
    .enum(['loaded', 'not-started', 'rejected'])
    .meta({ description: 'Not started: none of its checks was selected.' }),
  checks: z.array(z.string()),
  asksFor: capabilities,
  granted: capabilities.meta({ description: 'Of what it asks for, what the user has agreed to.' }),
  refused: z
    .array(z.string())
    .meta({ description: 'What it tried to do and may not, such as `read /etc/passwd`.' }),
  strays: z.array(z.string()).meta({ description: 'What failed in it where nobody listened any more.' }),
  ends: count.meta({ description: 'How often its process had to be ended.' }),
  printed: z.string().nullable().meta({ description: 'The beginning of what it printed.' }),
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
      findings: z
        .object({ error: count, warning: count, info: count, suppressed: count.optional() })
        .meta({ description: 'What is suppressed counts as that alone.' }),
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
    policy: policy.optional().meta({
      description: "The user's own rules; only where there is a clawdbot.doctor.json or a baseline.",
    }),
    facts: z.array(fact),
    rejectedPlugins: z.array(z.object({ id: z.string(), reason: z.string() })),
    plugins: z
      .array(plugin)
      .optional()
      .meta({ description: 'The plugins of other people; only where there are any.' }),
  })
  .meta({ title: 'clawdbot-doctor report, version 1' })

/**
 * The document of `doctor --json`, without secrets; `schemas/report.v1.json` says what each field means. Times are ISO
 * 8601, lengths of time milliseconds, and what is not known is null.
 *
 * @interface
 */
export type Report = z.infer<typeof reportV1>
/**
 * How one selected check went.
 *
 * @interface
 */
export type ReportCheck = Report['checks'][number]
/**
 * One thing that is wrong, with its prose.
 *
 * @interface
 */
export type ReportFinding = ReportCheck['findings'][number]
/**
 * What became of one fix, or would.
 *
 * @interface
 */
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

/**
 * What a command that failed prints with `--json`; `schemas/error.v1.json` says what each field means.
 *
 * @interface
 */
export type ErrorDocument = z.infer<typeof errorV1>

import { z } from 'zod'
import { SEVERITIES } from '../contract/index.js'
import { parseDuration } from './duration.js'

/** Each schema's own message says what was expected there, to stand after "must be". */
const text = (expected: string) => z.string({ error: expected })
const filled = (expected: string) => text(expected).regex(/\S/, { error: expected })
const listOf = <T extends z.ZodType>(item: T, expected: string) => z.array(item, { error: expected })
const objectOf = <T extends z.ZodRawShape>(shape: T, expected = 'an object') =>
  z.strictObject(shape, { error: (issue) => (issue.code === 'invalid_type' ? expected : undefined) })

const severity = z.enum(SEVERITIES, { error: '"error", "warning" or "info"' })
const severityOrOff = z.enum([...SEVERITIES, 'off'], { error: '"error", "warning", "info" or "off"' })

const LENGTH = 'a length of time in quotes, such as "90s", "30m", "12h" or "7d"'
const duration = text(LENGTH)
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)?$/, { error: LENGTH })
  .refine((written) => (parseDuration(written, 's') ?? 0) > 0, { error: LENGTH })

const patterns = listOf(
  filled('the id of a check in quotes, or a glob such as "auth/*"'),
  'a list of ids of checks, or of globs such as "auth/*"',
)

const DATE = 'a date such as "2027-01-31", or a time such as "2027-01-31T12:00:00Z"'
const until = text(DATE)
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/, { error: DATE })
  .refine(isOfCalendar, { error: DATE })

/** `Date` takes 31 June for 1 July. */
function isOfCalendar(written: string): boolean {
  const [year = 0, month = 0, day = 0] = written.slice(0, 10).split('-').map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && !Number.isNaN(Date.parse(written))
}

const FINGERPRINT = 'the 16 digits by which `doctor --verbose` names a finding'
const EVIDENCE = 'the 32 digits that `doctor suppress` wrote'

export const suppressionEntry = objectOf({
  fingerprint: text(FINGERPRINT)
    .regex(/^[0-9a-f]{16}$/, { error: FINGERPRINT })
    .optional()
    .meta({ description: 'The one finding that is meant, as `doctor --verbose` and `--json` name it.' }),
  check: filled('the id of a check in quotes, such as "auth/expiry"')
    .optional()
    .meta({ description: 'Findings of this check only, e.g. auth/expiry.' }),
  messageId: filled('the id of a message in quotes')
    .optional()
    .meta({ description: "Findings with this message only; the check's page lists them. Needs `check`." }),
  subject: filled('a subject in quotes, such as "agent:main/store"').optional().meta({
    description: 'Findings about this only, e.g. agent:main/profile:anthropic:work. Needs `check`.',
  }),
  reason: filled('the reason in quotes, and not blank').meta({
    description: 'Why it is all right to live with it. Whoever reads the report sees it.',
  }),
  owner: filled('a name in quotes').optional().meta({ description: 'Who answers for it.' }),
  until: until.optional().meta({
    description: 'The last day, in UTC, or the moment from which the finding counts again.',
    examples: ['2027-01-31'],
  }),
  evidence: text(EVIDENCE)
    .regex(/^[0-9a-f]{32}$/, { error: EVIDENCE })
    .optional()
    .meta({
      description:
        'What the finding said when it was suppressed, hashed with a key that stays on this machine; once it says something else it counts again. Written by `doctor suppress`; leave it out to suppress the finding whatever it says.',
    }),
})

const checkEntry = objectOf({
  severity: severityOrOff.optional().meta({
    description: 'How bad its findings are, whatever the check says; "off" leaves the check out.',
  }),
  options: z
    .record(z.string(), z.json(), { error: 'an object' })
    .optional()
    .meta({ description: "What the check's page lists under its options." }),
})

/** `clawdbot.doctor.json`: how to live with the findings of a machine. Nothing unknown is let through. */
export const doctorConfigV1 = objectOf(
  {
    $schema: text('the address of a JSON Schema').optional().meta({
      description: 'For editors: the path of schemas/doctor-config.v1.json in the installed package.',
    }),
    only: patterns.optional().meta({ description: 'Run these checks only, as --only does.' }),
    skip: patterns.optional().meta({ description: 'Leave these checks out, as --skip does.' }),
    failOn: severity.optional().meta({
      description: 'The least that makes the exit code other than 0, as --fail-on does.',
    }),
    warnWithin: duration.optional().meta({
      description: 'How long before its end a credential counts as expiring, as --warn-within does.',
      examples: ['24h'],
    }),
    timeout: duration.optional().meta({
      description: 'How long each fact and each check may take, as --timeout does.',
      examples: ['10s'],
    }),
    concurrency: z
      .int({ error: 'a whole number from 1 to 64' })
      .min(1, { error: 'a whole number from 1 to 64' })
      .max(64, { error: 'a whole number from 1 to 64' })
      .optional()
      .meta({ description: 'How many checks run at once, as --concurrency does.' }),
    disabledPlugins: listOf(filled('the id of a plugin in quotes'), 'a list of ids of plugins')
      .optional()
      .meta({
        description: 'Plugins that are left out, as `plugins list` names them.',
        examples: [['codex']],
      }),
    checks: z
      .record(z.string(), checkEntry, { error: 'an object with the ids of checks for keys' })
      .optional()
      .meta({ description: 'By the id of a check, or `check!messageId` for the severity of one message.' }),
    suppressions: listOf(suppressionEntry, 'a list of suppressions')
      .optional()
      .meta({ description: 'Findings that are reported as suppressed, and do not count.' }),
  },
  'an object in braces',
).meta({ title: 'clawdbot.doctor.json, version 1' })

/**
 * What a `clawdbot.doctor.json` holds; `schemas/doctor-config.v1.json` says what each field means.
 *
 * @interface
 */
export type DoctorConfig = z.infer<typeof doctorConfigV1>

/** The keys that may stand at a place in the document; none where any may. */
export const keysAt = (path: readonly string[]): readonly string[] => {
  if (path.length === 0) return Object.keys(doctorConfigV1.shape)
  if (path.length !== 2) return []
  return Object.keys(path[0] === 'checks' ? checkEntry.shape : suppressionEntry.shape)
}

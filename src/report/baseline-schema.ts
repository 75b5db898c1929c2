import { z } from 'zod'

const known = z.strictObject({
  check: z.string(),
  messageId: z.string(),
  subject: z.string(),
  id: z.string().meta({ description: 'The fingerprint of the finding.' }),
  severity: z
    .enum(['error', 'warning', 'info'])
    .meta({ description: 'A finding that is worse than this is a new one.' }),
})

/** The file of `--baseline`: the findings that are known, sorted, without data, prose or secrets. */
export const baselineV1 = z
  .strictObject({
    $schema: z.string().optional(),
    baselineVersion: z.literal(1),
    findings: z.array(known),
  })
  .meta({ title: 'clawdbot-doctor baseline, version 1' })

export type Baseline = z.infer<typeof baselineV1>
export type BaselineFinding = Baseline['findings'][number]

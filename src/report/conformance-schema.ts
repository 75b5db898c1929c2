import { z } from 'zod'

const row = z.object({
  rule: z.string().meta({ description: 'Which rule; a later version may have more of them.' }),
  asks: z.string().meta({ description: 'What the rule asks for.' }),
  subject: z
    .string()
    .meta({ description: 'An id of a check, fact or fix, the name of an example, or the plugin.' }),
  ok: z.boolean(),
  detail: z.string().nullable().meta({ description: 'What is wrong; null where nothing is.' }),
})

/** The document of `checks verify --json`. It holds no secret. */
export const conformanceV1 = z
  .object({
    plugin: z.object({ name: z.string(), version: z.string(), checks: z.array(z.string()) }),
    tool: z.object({ name: z.string(), version: z.string() }),
    node: z.string(),
    examples: z.number().int(),
    conforms: z.boolean(),
    rows: z.array(row),
  })
  .meta({ title: 'clawdbot-doctor checks verify, version 1' })

export type ConformanceDocument = z.infer<typeof conformanceV1>

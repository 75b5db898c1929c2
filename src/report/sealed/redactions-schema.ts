import { z } from 'zod'

const removal = z.object({
  file: z.string().meta({ description: 'The file of the archive.' }),
  place: z.string().meta({ description: 'A JSON Pointer into it, or a line as `line 12`.' }),
  rule: z
    .string()
    .meta({ description: 'Why it was removed: `known`, the id of a pattern, or a kind of place.' }),
  name: z.string().meta({ description: 'What stands there now.' }),
  bytes: z.int().positive().meta({ description: 'Of UTF-8 that were removed.' }),
  count: z.int().positive().meta({ description: 'How often, in this place.' }),
})

/** `redactions.json` of a support report: what was removed, and where. It holds nothing of what was removed. */
export const redactionsV1 = z
  .object({ redactionsVersion: z.literal(1), removals: z.array(removal) })
  .meta({ title: 'clawdbot-doctor support report redactions, version 1' })

/** @interface */
export type Redactions = z.infer<typeof redactionsV1>

import { z } from 'zod'

const count = z.int().nonnegative()

/** The document of `report create --json` and `report redact --json`. It holds no secret. */
export const reportCreateV1 = z
  .object({
    file: z.string().nullable().meta({ description: 'Where it is; null where nothing was written.' }),
    bytes: count.meta({ description: 'Of that file.' }),
    case: z.object({
      id: z.string(),
      isNew: z.boolean().meta({ description: 'Whether it was made for this report.' }),
      key: z
        .string()
        .nullable()
        .meta({ description: 'The file of its key, which stays here; null where it could not be kept.' }),
    }),
    host: z.string().meta({ description: 'The name of this machine within the case.' }),
    status: z.enum(['healthy', 'attention', 'broken']),
    files: z
      .array(z.object({ name: z.string(), bytes: count }))
      .meta({ description: 'What is in it, in the order in which it is to be read.' }),
    removed: z
      .array(z.object({ rule: z.string(), count, bytes: count }))
      .meta({ description: 'What was taken out, by rule; bytes of UTF-8.' }),
    leftOut: z.array(z.object({ path: z.string(), reason: z.string() })),
    signature: z
      .object({ file: z.string(), keyId: z.string(), publicKey: z.string() })
      .nullable()
      .meta({ description: 'Null where it is not signed.' }),
    recipients: count.meta({ description: 'To how many it is encrypted; 0 where it is not.' }),
    markdown: z
      .string()
      .nullable()
      .meta({ description: 'The summary for an issue, where it was asked for.' }),
    warnings: z.array(z.string()),
  })
  .meta({ title: 'clawdbot-doctor report create, version 1' })

export type ReportCreated = z.infer<typeof reportCreateV1>

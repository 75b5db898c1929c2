import { z } from 'zod'

const reason = z
  .string()
  .nullable()
  .meta({ description: 'What is wrong, in one phrase; null where nothing is.' })

/** The document of `report verify --json`. */
export const reportVerifyV1 = z
  .object({
    file: z.string().meta({ description: 'As it was named; `-` for standard input.' }),
    verified: z.boolean().meta({
      description:
        'Whether nothing is wrong with it. True for a report without a signature where none is required.',
    }),
    encrypted: z.boolean(),
    content: z.object({ state: z.enum(['ok', 'refused']), reason }).meta({
      description: 'Whether it is a whole report, every file of it what its manifest and schema say.',
    }),
    page: z.enum(['same', 'other', 'not compared']).nullable().meta({
      description:
        'Whether its report.html is the one that this version makes of the report. Another version makes another, so that it is not compared. Null where there is none.',
    }),
    signature: z.object({
      state: z.enum(['valid', 'none', 'wrong', 'unchecked']).meta({
        description: '`unchecked`: there is one, and no key to check it by.',
      }),
      reason,
      required: z.boolean(),
      keyId: z.string().nullable().meta({ description: 'Of the key that the signature names.' }),
      publicKey: z.string().nullable().meta({ description: 'By which it was checked.' }),
      keyFrom: z.enum(['you', 'the report']).nullable().meta({
        description: 'Who named the key. One that came with the report proves nothing before it is compared.',
      }),
      comment: z.string().nullable().meta({ description: 'What was signed beside the report.' }),
    }),
    report: z
      .object({
        case: z.string(),
        createdAt: z.iso.datetime(),
        host: z.string(),
        tool: z.object({ name: z.string(), version: z.string() }).nullable(),
        files: z.int(),
        bytes: z.int().meta({ description: 'Of all its files.' }),
        removals: z.int().nullable().meta({ description: 'How many removals its ledger lists.' }),
      })
      .nullable()
      .meta({ description: 'What it says of itself; null where it was refused.' }),
  })
  .meta({ title: 'clawdbot-doctor report verify, version 1' })

export type VerifyDocument = z.infer<typeof reportVerifyV1>

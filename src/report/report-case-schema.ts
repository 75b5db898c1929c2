import { z } from 'zod'

/** The document of `report case list --json`. */
export const reportCasesV1 = z
  .object({
    cases: z.array(
      z.object({
        id: z.string(),
        madeAt: z.iso.datetime(),
        names: z.int().nonnegative().meta({ description: 'Of people and places that are kept here.' }),
      }),
    ),
  })
  .meta({ title: 'clawdbot-doctor report case list, version 1' })

export type CaseList = z.infer<typeof reportCasesV1>

/** The document of `report case names --json`: what the names of a case stand for. No secret is in it. */
export const reportCaseNamesV1 = z
  .object({
    case: z.string(),
    names: z.array(
      z.object({
        name: z.string().meta({ description: 'As it stands in reports.' }),
        kind: z.string().meta({ description: 'A kind of place such as `user`, or `secret`.' }),
        meaning: z
          .array(z.string())
          .meta({ description: 'What it stands for; of a secret, where it lies on this machine.' }),
      }),
    ),
  })
  .meta({ title: 'clawdbot-doctor report case names, version 1' })

export type CaseNames = z.infer<typeof reportCaseNamesV1>

/** The document of `report case import --json` and `report case forget --json`. */
export const reportCaseChangeV1 = z
  .object({ case: z.string(), status: z.enum(['imported', 'unchanged', 'forgotten', 'kept']) })
  .meta({ title: 'clawdbot-doctor report case change, version 1' })

export type CaseChange = z.infer<typeof reportCaseChangeV1>

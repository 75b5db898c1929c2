import { z } from 'zod'

const step = z.object({ fix: z.string(), title: z.string(), subject: z.string() })

/** The document of `doctor undo --json`. It holds no secret. */
export const undoV1 = z
  .object({
    run: z.string().nullable().meta({ description: 'The run it was about; null where there was none.' }),
    status: z
      .enum(['done', 'planned', 'unchanged'])
      .meta({ description: '`unchanged`: there was nothing to undo any more, or ever.' }),
    steps: z.array(step).meta({ description: 'What is undone, or would be; the last step first.' }),
    restored: z.array(z.string()).meta({ description: 'Files that are as they were before, or would be.' }),
    kept: z
      .array(step.extend({ reason: z.string() }))
      .meta({ description: 'What the run did besides and nothing takes back.' }),
    diff: z.string().nullable().meta({ description: 'A unified diff with secrets as pseudonyms.' }),
    warning: z.string().nullable(),
  })
  .meta({ title: 'clawdbot-doctor undo, version 1' })

export type UndoDocument = z.infer<typeof undoV1>

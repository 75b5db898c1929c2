import { z } from 'zod'

const step = z.object({
  fix: z.string(),
  title: z.string(),
  subject: z.string(),
  state: z.enum(['applied', 'interrupted', 'rolled-back', 'undone', 'unchanged']),
  irreversible: z
    .string()
    .nullable()
    .meta({ description: 'Why nothing takes it back; null where undo does.' }),
  paths: z.array(z.string()),
  programs: z.array(z.string()).meta({ description: 'Commands that were run, or were to be.' }),
})

const run = z.object({
  run: z.string().meta({ description: 'Its name, for `doctor undo`.' }),
  at: z.iso.datetime(),
  tool: z.string(),
  state: z
    .enum(['applied', 'running', 'interrupted', 'undone', 'rolled-back', 'unchanged', 'irreversible'])
    .meta({ description: '`unchanged`: stopped, and nothing of it is left; `running`: still at it.' }),
  steps: z.array(step),
})

/** The document of `doctor history --json`. It holds no secret. */
export const historyV1 = z
  .object({
    folder: z.string().meta({ description: 'Where the journals and copies are kept.' }),
    runs: z.array(run).meta({ description: 'The newest first.' }),
    unreadable: z.array(z.object({ run: z.string(), path: z.string(), reason: z.string() })),
  })
  .meta({ title: 'clawdbot-doctor history, version 1' })

export type HistoryDocument = z.infer<typeof historyV1>

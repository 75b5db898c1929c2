import { resolve } from 'node:path'
import { z } from 'zod'

/** Journals hold real paths only: one with `..` in it was written by nobody here. */
const path = z.string().refine((text) => resolve(text) === text && !text.includes('\0'))

/** The name of a copy beside the journal: never a way out of its folder. */
const copy = z.string().regex(/^\d+\.\d+\.\w+$/)

const image = z.object({ sha256: z.string(), mode: z.int(), copy })

const beforeImage = image.extend({
  mtimeMs: z.number(),
  owner: z.object({ uid: z.int(), gid: z.int() }).optional(),
})

const content = z.object({
  op: z.enum(['write', 'patch', 'delete']),
  path,
  before: z.union([z.literal('absent'), beforeImage]),
  after: z.union([z.literal('absent'), image]),
  madeFolders: z.array(path),
  lock: z
    .object({ kind: z.enum(['folder', 'file']), path: z.string() })
    .nullable()
    .optional(),
})

const mode = z.object({
  op: z.literal('chmod'),
  path,
  before: z.object({ mode: z.int() }),
  after: z.object({ mode: z.int() }),
})

const folder = z.object({
  op: z.literal('rmdir'),
  path,
  before: z.object({ mode: z.int(), mtimeMs: z.number() }),
  after: z.literal('absent'),
})

const words = z.array(z.string()).min(1)

const program = z.object({
  op: z.literal('run'),
  argv: words,
  inverse: z.union([words, z.object({ irreversible: z.string() })]),
  timeoutMs: z.number().optional(),
})

const mark = z.object({ pid: z.int(), started: z.string().nullable() })
const of = { step: z.int(), at: z.number() }
const ofProgram = { ...of, change: z.int() }

/** A line of a journal as it is read again, perhaps by a later version: what is not known here is left aside. */
export const journalLine = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('run'),
    version: z.int(),
    run: z.string(),
    tool: z.string(),
    at: z.number(),
    process: mark.optional(),
  }),
  z.object({
    event: z.literal('intent'),
    ...of,
    fix: z.string(),
    subject: z.string(),
    changes: z.array(z.union([content, mode, folder, program])),
  }),
  z.object({ event: z.enum(['applied', 'verified', 'rolled-back', 'undone']), ...of }),
  z.object({ event: z.literal('undoing'), ...of, process: mark }),
  z.object({ event: z.literal('running'), ...ofProgram }),
  z.object({ event: z.enum(['ran', 'ran-back']), ...ofProgram, code: z.int().nullable() }),
])

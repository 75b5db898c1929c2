import { z } from 'zod'
import { SEVERITIES } from '../../contract/index.js'

const number = z.int().nonnegative()
const needs = z.array(z.tuple([z.string(), number, z.boolean()])).max(100)
const text = z.string().max(10_000)

/** A plugin as its process describes it: all but its functions, which are asked for by their numbers. */
export const definition = z.object({
  plugin: text,
  facts: z
    .array(z.object({ id: text, bundled: z.boolean(), timeoutMs: z.number().positive().nullable(), needs }))
    .max(500),
  checks: z
    .array(
      z.object({
        id: text,
        title: text,
        docsUrl: text,
        severity: z.enum(SEVERITIES),
        tags: z.array(text).max(50),
        messages: z.record(z.string(), z.object({ what: text, why: text, next: text.optional() })),
        volatile: z.array(text).max(200),
        needs,
      }),
    )
    .max(200),
  fixes: z
    .array(
      z.object({
        id: text,
        title: text,
        risk: z.enum(['automatic', 'safe', 'review', 'destructive']),
        touches: z.array(number).max(100),
        needs,
      }),
    )
    .max(200),
  redactors: z.array(z.object({ id: text, source: text, flags: text })).max(50),
})

export type Definition = z.infer<typeof definition>

/** Everything that a plugin's process may say. */
export const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded'), definition }),
  z.object({ kind: z.literal('unloadable'), reason: text }),
  z.object({ kind: z.literal('begun'), ask: number }),
  z.object({ kind: z.literal('done'), ask: number, value: z.json() }),
  z.object({ kind: z.literal('threw'), ask: number, reason: z.string() }),
  z.object({ kind: z.literal('stray'), reason: z.string() }),
  z.object({
    kind: z.literal('call'),
    ask: number,
    call: number,
    method: z.string(),
    args: z.array(z.json()).max(10),
  }),
])

export type Message = z.infer<typeof message>

/** Null for what is no such message. */
export const readMessage = (line: string): Message | null => {
  try {
    return message.parse(JSON.parse(line))
  } catch {
    return null
  }
}

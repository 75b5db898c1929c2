import { z } from 'zod'
import { SEVERITIES } from '../../contract/index.js'
import { ID_SHAPE } from '../valid-plugin.js'
import { LIMITS } from './limits.js'

const number = z.int().nonnegative()
const needs = z.array(z.tuple([z.string(), number, z.boolean()])).max(100)
/** Of one line: it may stand in a terminal, or in a log that is read line by line. */
const line = z
  .string()
  .max(500)
  .regex(/^\P{Cc}*$/u)
const text = z.string().max(10_000)
const id = z.string().max(200).regex(ID_SHAPE)

/** A plugin as its process describes it: all but its functions, which are asked for by their numbers. */
export const definition = z.object({
  plugin: line.min(1),
  facts: z
    .array(z.object({ id, bundled: z.boolean(), timeoutMs: z.number().positive().nullable(), needs }))
    .max(500),
  checks: z
    .array(
      z.object({
        id,
        title: line.min(1),
        docsUrl: line,
        severity: z.enum(SEVERITIES),
        tags: z.array(line).max(50),
        messages: z
          .record(line, z.object({ what: text, why: text, next: text.optional() }))
          .refine((messages) => Object.keys(messages).length <= 200),
        volatile: z.array(text).max(200),
        needs,
      }),
    )
    .max(200),
  fixes: z
    .array(
      z.object({
        id,
        title: line.min(1),
        risk: z.enum(['automatic', 'safe', 'review', 'destructive']),
        touches: z.array(number).max(100),
        needs,
      }),
    )
    .max(200),
  redactors: z.array(z.object({ id: line, source: text, flags: line })).max(50),
})

export type Definition = z.infer<typeof definition>

/** Everything that a plugin's process may say. */
export const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded'), definition }),
  z.object({ kind: z.literal('unloadable'), reason: text }),
  z.object({ kind: z.literal('begun'), ask: number }),
  z.object({ kind: z.literal('done'), ask: number, value: z.unknown() }),
  z.object({ kind: z.literal('threw'), ask: number, reason: z.string() }),
  z.object({ kind: z.literal('stray'), reason: z.string() }),
  z.object({
    kind: z.literal('call'),
    ask: number,
    call: number,
    method: z.string(),
    args: z.array(z.unknown()).max(10),
  }),
])

export type Message = z.infer<typeof message>

const OPENING = new Set(['[', '{', ',', ':'])

/** Counted before anything is made of it: a line of a few megabytes can hold millions of values. */
const hasTooManyParts = (text: string): boolean => {
  let parts = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') at += 1
    else if (char === '"') isText = !isText
    else if (!isText && OPENING.has(char)) parts += 1
  }
  return parts > LIMITS.parts
}

/** What is wrong with a line, or the message that it is. */
export const readMessage = (text: string): { readonly message: Message } | { readonly fault: string } => {
  if (hasTooManyParts(text)) return { fault: `it sent more than ${LIMITS.parts} values at once` }
  try {
    const read = message.parse(JSON.parse(text))
    return read.kind === 'call' && text.length > LIMITS.callBytes
      ? { fault: `it asked for something in more than ${LIMITS.callBytes} bytes` }
      : { message: read }
  } catch {
    return { fault: 'it sent something that is no message' }
  }
}

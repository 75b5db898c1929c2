import { z } from 'zod'
import type { Example } from '../../testing/index.js'

const text = z.string()
const byName = <T extends z.ZodType>(shape: T) => z.record(text, shape).optional()

const file = z.union(
  [
    text,
    z
      .strictObject({ $bytes: z.base64() })
      .transform(({ $bytes }) => new Uint8Array(Buffer.from($bytes, 'base64'))),
    z.strictObject({ json: z.json() }),
    z.strictObject({ link: text }),
  ],
  { error: 'it is no file: a text, bytes, {json} or {link}' },
)

const home = z.strictObject({
  files: byName(file),
  folders: z.array(text).optional(),
  modes: byName(z.number()),
  mtimes: byName(z.number()),
  programs: byName(
    z.strictObject({ stdout: text.optional(), stderr: text.optional(), code: z.number().optional() }),
  ),
  env: byName(text),
  now: z.number().optional(),
})

const examples = z.array(
  z.strictObject({
    name: text,
    home,
    facts: byName(z.json()),
    expect: z.array(z.strictObject({ check: text, messageId: text, subject: text.optional() })),
    secrets: z.array(text).optional(),
  }),
  { error: 'it does not export a list' },
)

/** Reads examples as their process told them; or why they are none, as one phrase. */
export const readExamples = (
  data: unknown,
): { readonly examples: readonly Example[] } | { readonly fault: string } => {
  const read = examples.safeParse(data)
  // Told as JSON, so that what is optional is left out and never undefined.
  if (read.success) return { examples: read.data as readonly Example[] }
  const [issue] = read.error.issues
  const [number, ...path] = issue?.path ?? []
  const at = typeof number === 'number' ? `in example ${number + 1}, ${path.join('.')}: ` : ''
  return { fault: `${at}${issue?.message ?? 'it does not export a list'}` }
}

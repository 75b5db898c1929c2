import { z } from 'zod'

const file = z.object({
  name: z.string().meta({ description: 'Its path in the archive, with / between folders.' }),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** `manifest.json` of a support report: what is in the archive, and what made it. */
export const manifestV1 = z
  .object({
    manifestVersion: z.literal(1),
    case: z.string(),
    createdAt: z.iso.datetime(),
    tool: z.object({ name: z.string(), version: z.string() }),
    node: z.string(),
    plugins: z.array(z.object({ id: z.string(), version: z.string().nullable() })),
    checks: z
      .array(z.object({ id: z.string(), plugin: z.string(), version: z.string().nullable() }))
      .meta({ description: 'A check has the version of the plugin that it comes with.' }),
    signer: z
      .object({
        keyId: z.string().regex(/^[0-9A-F]{16}$/),
        publicKey: z.string().meta({ description: 'In the one line that minisign takes after `-P`.' }),
      })
      .optional()
      .meta({ description: 'Whose signature is beside the archive. It came with it, so it proves nothing.' }),
    files: z.array(file).meta({ description: 'Every file of the archive but this one, by name.' }),
  })
  .meta({ title: 'clawdbot-doctor support report manifest, version 1' })

/** @interface */
export type Manifest = z.infer<typeof manifestV1>

import { z } from 'zod'
import { CAPABILITY_KINDS } from '../contract/index.js'

const items = z.array(z.string()).optional()
const capabilities = z.object({ read: items, run: items, reach: items, env: items, facts: items })

const listed = z.object({
  id: z.string().meta({ description: "The package's name; of a single file, the file's name." }),
  version: z.string().nullable(),
  origin: z.enum(['bundled', 'installed', 'linked', 'one-off', 'path']).meta({
    description: '`one-off`: a file in the plugin folder; `path`: named by --plugin.',
  }),
  trust: z.enum(['bundled', 'granted', 'none', 'rejected']).meta({
    description: '`granted`: it has the rights in `granted`; `none`: it has none.',
  }),
  declared: capabilities.meta({ description: 'What its package asks for.' }),
  granted: capabilities.meta({ description: 'What it may: of that, what was agreed to.' }),
  state: z.enum(['on', 'off', 'rejected']).meta({ description: '`off`: disabled in clawdbot.doctor.json.' }),
  reason: z.string().nullable().meta({ description: 'Why it is rejected, in one phrase.' }),
  agreedAt: z.iso.datetime().nullable().meta({ description: 'Null where nobody was asked.' }),
  checks: z
    .array(z.string())
    .nullable()
    .meta({ description: 'Null where they are known only when it runs.' }),
})

/** The document of `plugins list --json`. */
export const pluginsListV1 = z
  .object({
    folder: z.string().meta({ description: 'Where plugins are kept.' }),
    plugins: z.array(listed),
  })
  .meta({ title: 'clawdbot-doctor plugins list, version 1' })

export type PluginsDocument = z.infer<typeof pluginsListV1>
export type ListedPlugin = PluginsDocument['plugins'][number]

const offer = z.object({
  id: z.string(),
  version: z.string(),
  was: z.string().nullable().meta({ description: 'The version that is there already.' }),
  source: z.string(),
  author: z.string().nullable().meta({ description: 'As the package says; nobody has checked it.' }),
  publisher: z.string().nullable().meta({ description: 'Who published it, as the registry says.' }),
  licence: z.string().nullable(),
  repository: z.string().nullable(),
  integrity: z.string().nullable().meta({ description: 'SHA-512 of its archive; null for a linked folder.' }),
  size: z.number().nullable().meta({ description: 'Bytes of its own files; null for a linked folder.' }),
  files: z.number().nullable(),
  companions: z.number().nullable().meta({ description: 'How many other packages come along with it.' }),
  scripts: z.array(z.string()).meta({ description: 'Install scripts that are not run.' }),
  checks: z.array(z.string()).nullable(),
  rights: z
    .array(
      z.object({
        kind: z.enum(CAPABILITY_KINDS),
        value: z.string(),
        isNew: z.boolean().meta({ description: 'It was not agreed to before.' }),
      }),
    )
    .meta({ description: 'What it asks for.' }),
})

/** A plugin as it is shown before anybody agrees to it. */
export type PluginOffer = z.infer<typeof offer>

const change = z.object({
  id: z.string(),
  status: z
    .enum(['installed', 'linked', 'updated', 'uninstalled', 'unchanged', 'kept', 'planned', 'failed'])
    .meta({
      description: '`planned`: with --dry-run; `kept`: the update was declined.',
    }),
  version: z.string().nullable(),
  granted: capabilities,
  reason: z.string().nullable().meta({ description: 'Why it failed.' }),
  offer: offer.nullable(),
})

/** The document of `plugins install`, `link`, `update` and `uninstall` with `--json`. */
export const pluginsChangeV1 = z
  .object({ plugins: z.array(change) })
  .meta({ title: 'clawdbot-doctor change of plugins, version 1' })

export type PluginChange = z.infer<typeof change>

import { modeFits } from '../../../src/auth/candidate.js'
import { placeOfField } from '../../../src/auth/config-parts.js'
import { everyView } from '../../../src/auth/explicit-order.js'
import { modeConflicts } from '../../../src/auth/mode-conflicts.js'
import { sameProvider } from '../../../src/auth/provider-id.js'
import { type Change, defineFix, type Edit } from '../../../src/contract/index.js'
import { config } from '../facts/config.js'
import { configParts } from '../facts/config-parts.js'
import { stores } from '../facts/stores.js'

export const correctConfigEntry = defineFix({
  id: 'auth/correct-config-entry',
  title: 'Let the config say of a profile what is stored',
  risk: 'safe',
  needs: { stores, config, configParts },
  touches: [config, configParts],
  plan: ({ stores, config, configParts }, { data }) => {
    // Also agents that the run does not look at: what serves one of them must not be taken from another.
    const views = everyView(stores, config.config)
    const unread = views.find(({ known }) => !known)
    if (unread !== undefined)
      return { refuse: `the profiles of agent ${unread.file.agent.id} could not be read` }
    const conflict = modeConflicts(views, config.config).find(({ id }) => id === data.profile)
    if (conflict === undefined) return { refuse: 'the config agrees about it by now' }
    const { id, said, wanted, against } = conflict
    if (wanted === null) return { refuse: 'agents store different profiles under that name' }
    const fields = (['provider', 'mode'] as const).filter((field) =>
      field === 'provider'
        ? !sameProvider(said.provider, wanted.provider)
        : against.some(({ credential }) => !modeFits(said.mode, credential.type)),
    )
    const patches = new Map<string, { readonly sha256: string; readonly edits: readonly Edit[] }>()
    for (const field of fields) {
      const place = placeOfField(configParts, id, field)
      if ('refuse' in place) return { refuse: place.refuse }
      const { file, at } = place.holder
      const edits = patches.get(file.path)?.edits ?? []
      patches.set(file.path, { sha256: file.sha256, edits: [...edits, { at, set: wanted[field] }] })
    }
    return [...patches].map(
      ([path, { sha256, edits }]): Change => ({
        op: 'patch',
        path,
        dialect: 'json5',
        before: { sha256 },
        edits,
      }),
    )
  },
})

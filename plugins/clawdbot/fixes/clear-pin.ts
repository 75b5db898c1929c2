import { defineFix, type Edit } from '../../../src/contract/index.js'
import { sessions } from '../facts/sessions.js'

export const clearPin = defineFix({
  id: 'auth/clear-pin',
  title: 'Let the sessions go by the order of profiles again',
  risk: 'safe',
  needs: { sessions },
  touches: [sessions],
  plan: ({ sessions }, { data }) => {
    const { agent, profile, path, providers } = data
    const file = sessions.find((each) => each.path === path)
    if (file?.reading.state !== 'ok') return { refuse: 'the sessions could not be read again' }
    const { sha256, dialect } = file.reading
    // Just those that were judged: another session may have moved to a model of the profile's provider.
    const judged = Array.isArray(providers) ? providers : []
    const edits = file.pinned
      .filter(
        (group) => group.agent === agent && group.profile === profile && judged.includes(group.provider),
      )
      .flatMap(({ keys, fields }) =>
        keys.flatMap((key) => fields.map((field): Edit => ({ at: [key, field], remove: true }))),
      )
    if (edits.length === 0) return { refuse: 'no session is pinned to it any more' }
    return [{ op: 'patch', path: file.path, dialect, before: { sha256 }, edits, lock: 'file' }]
  },
})

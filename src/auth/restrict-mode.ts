import { type AnyFact, defineFix, type Fix, type NoNeeds } from '../contract/index.js'

/**
 * A safe fix that takes a file's or folder's permissions back to its owner. It is for findings whose data has the
 * `path`, the `mode` it has and the `wanted` one; it refuses any other, and one that would open anything further.
 */
export const restrictModeFix = (id: string, title: string, touches: readonly AnyFact[]): Fix<NoNeeds> =>
  defineFix({
    id,
    title,
    risk: 'safe',
    needs: {},
    touches,
    plan: (_facts, { data: { path, mode, wanted } }) => {
      if (typeof path !== 'string' || typeof mode !== 'number' || typeof wanted !== 'number')
        return { refuse: 'the finding does not say which path should have which mode' }
      if ((wanted & ~mode & 0o077) !== 0) return { refuse: 'it would let more users in than now' }
      return [{ op: 'chmod', path, before: mode, after: wanted }]
    },
  })

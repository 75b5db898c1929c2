import type { Edit } from '../contract/index.js'
import type { AuthStore, StoreIssue } from './store.js'

const RIGHT_NAME: Readonly<Partial<Record<StoreIssue['code'], string>>> = {
  'profile-mode-for-type': 'type',
  'profile-apikey-for-key': 'key',
}

/** What keeps a profile from being used also with its fields renamed, as the end of a sentence. */
const IN_THE_WAY: Readonly<Partial<Record<StoreIssue['code'], string>>> = {
  'profile-provider-missing': 'it would still have no provider',
  'profile-secret-missing': 'it would still hold no secret',
  'profile-type-unknown': 'its type would still be unknown',
}

/**
 * The edits that give the misnamed fields of a profile their right names, all of them at once, and leave every other
 * field as it is; or why that would not make it a profile that Clawdbot accepts, or would lose something.
 */
export const renameEdits = (
  { issues }: AuthStore,
  profile: string,
): readonly Edit[] | { readonly refuse: string } => {
  const own = issues.filter(({ at }) => at[0] === 'profiles' && at[1] === profile)
  const misnamed = own.filter(({ code }) => RIGHT_NAME[code] !== undefined)
  if (misnamed.length === 0) return { refuse: `no field of ${profile} has a wrong name any more` }
  const inTheWay = own.map(({ code }) => IN_THE_WAY[code]).find((reason) => reason !== undefined)
  if (inTheWay !== undefined) return { refuse: `${inTheWay}, which only you can tell` }
  const edits: Edit[] = []
  for (const { code, at, meant } of misnamed) {
    const name = RIGHT_NAME[code] ?? ''
    if (meant === undefined) return { refuse: `${at.at(-1)} and ${name} are both there, and differ` }
    edits.push({ at: [...at.slice(0, -1), name], set: meant }, { at, remove: true })
  }
  return edits
}

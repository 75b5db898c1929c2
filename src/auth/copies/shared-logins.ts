import type { Secret } from '../../contract/index.js'
import { bySecret } from './by-secret.js'
import { type CopyStore, isSingleUse, type OwnCopy } from './own-copies.js'

/** A login of another program. `profile` is the one that the sync keeps in step with it. */
export interface ProgramLogin {
  readonly name: string
  readonly profile: string
  /** Its file, or where else it is kept. */
  readonly from: string
  readonly refresh: Secret
}

/** A profile with a refresh token that somebody else has too. */
export interface Holder<F extends CopyStore = CopyStore> {
  readonly file: F
  readonly id: string
}

/** One refresh token in several hands. Copies that inheritance would provide anyway are not among them. */
export interface SharedLogin<F extends CopyStore = CopyStore> {
  /** The first is of an agent that is looked at. */
  readonly holders: readonly [Holder<F>, ...Holder<F>[]]
  /** Null where only profiles share it. */
  readonly program: ProgramLogin | null
}

/** A file that several agents have counts once. `copies` are those found already, by store. */
export const sharedLogins = <F extends CopyStore>(
  files: readonly F[],
  copies: ReadonlyMap<F, readonly OwnCopy[]>,
  programs: readonly ProgramLogin[],
): readonly SharedLogin<F>[] => {
  const found: { readonly refresh: Secret; readonly holder: Holder<F> }[] = []
  for (const file of eachOnce(files)) {
    const dropped = new Set(copies.get(file)?.flatMap(({ id, state }) => (state === 'same' ? [id] : [])))
    for (const [id, credential] of Object.entries(file.store.profiles)) {
      if (credential.type !== 'oauth' || dropped.has(id) || !isSingleUse(credential.provider)) continue
      const { refresh } = credential
      if (refresh === null || refresh.blank) continue
      found.push({ refresh, holder: { file, id } })
    }
  }
  return bySecret(found, ({ refresh }) => refresh).flatMap(([{ refresh, holder }, ...others]) =>
    judge(
      [holder, ...others.map((each) => each.holder)],
      programs.findLast((program) => program.refresh.equals(refresh)) ?? null,
    ),
  )
}

/** The sync keeps one profile in step with a program; any other one with its token goes out of step at a refresh. */
const judge = <F extends CopyStore>(
  holders: readonly Holder<F>[],
  program: ProgramLogin | null,
): readonly SharedLogin<F>[] => {
  const strangers = program === null ? [] : holders.filter(({ id }) => id !== program.profile)
  const rest = program === null ? holders : holders.filter(({ id }) => id === program.profile)
  return [
    ...strangers.flatMap((holder) => reported([holder], program)),
    ...(rest.length > 1 ? reported(rest, null) : []),
  ]
}

const reported = <F extends CopyStore>(
  holders: readonly Holder<F>[],
  program: ProgramLogin | null,
): readonly SharedLogin<F>[] => {
  const first = holders.find(({ file }) => file.agent.selected)
  if (first === undefined) return []
  return [{ holders: [first, ...holders.filter((each) => each !== first)], program }]
}

/** Of agents that have one file together, the first that is looked at stands for it. */
const eachOnce = <F extends CopyStore>(files: readonly F[]): readonly F[] => {
  const byPath = new Map<string, F>()
  for (const file of files) {
    const path = file.file?.realPath ?? file.agent.storePath
    const before = byPath.get(path)
    if (before === undefined || (!before.agent.selected && file.agent.selected)) byPath.set(path, file)
  }
  return [...byPath.values()]
}

import { credentials as claude } from '../../plugins/claude-code/facts/credentials.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { credentials as codex } from '../../plugins/codex/facts.js'
import { credentials as qwen } from '../../plugins/qwen/facts.js'
import { CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE } from '../auth/credential.js'
import { own } from '../auth/mapping.js'
import { shortenHome } from '../auth/paths.js'
import { mentions, storeRemovals } from '../auth/remove-profile.js'
import type { AnyFact, Change } from '../contract/index.js'
import { type CarriedOut, carryOut, type Deed } from './carry-out.js'
import { configRemoval } from './config-removal.js'
import type { Confirm } from './confirm.js'
import { loadKnownAuth } from './known-auth.js'
import { isNamedInConfig, leftBehindAt } from './left-behind.js'
import { type LoadedAuth, readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { partOf, readOwnStore } from './own-store.js'
import { mayHold, ownerOfProfile, unknownProfile } from './profile-owner.js'
import { Refusal } from './refusal.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

/** The name of a removal in the journal. */
export const REMOVAL = 'auth/remove-profile'

export interface RemoveOptions extends Partial<RunSettings> {
  readonly profileId: string
  /** The name this program was called by. */
  readonly cli: string
  /** Null where nobody is there to be asked. */
  readonly confirm: Confirm | null
}

export interface RemovedProfile {
  readonly agentId: string
  /** With `~` for the home. */
  readonly authStorePath: string
  readonly profileId: string
  readonly status: CarriedOut['status']
  /** What was taken out, or would be: the file, and the path of keys in it. */
  readonly removed: readonly { readonly path: string; readonly at: readonly string[] }[]
  /** A command line is still logged in, and the next sync copies its login back. */
  readonly returns: boolean
  /** Another agent's profile of the same id, which this agent has now instead. */
  readonly inheritsInstead: boolean
  /** Agents in whose own store an order or a note still names it. */
  readonly stillNamedBy: readonly string[]
  readonly diff: string | null
}

/**
 * Takes a profile out of the store that holds it, with all that would be left pointing at it. Throws a {@link Refusal},
 * with nothing changed, where it is not agreed to.
 */
export const removeProfile = async (
  options: RemoveOptions,
): Promise<{ readonly document: RemovedProfile; readonly synced: LoadedAuth['synced'] }> => {
  const { cli, confirm, yes = false, dryRun = false } = options
  const id = options.profileId.trim()
  const command = `${cli} models auth remove "${id}"`
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  const auth = await loadKnownAuth(run, cli)
  const owner = leftBehindAt(id, auth) ?? ownerOfProfile(id, auth, { cli, command })
  if (!yes && !dryRun && confirm === null)
    throw new Refusal(
      'NEEDS_YES',
      `${id} was not removed: nobody is there to be asked.`,
      `Run \`${command}${owner.isDefault ? '' : ` --agent ${owner.id}`} --yes\`, or with --dry-run to see what would go.`,
    )
  let planned: readonly Change[] = []
  const deed: Deed = {
    id: REMOVAL,
    subject: `agent:${owner.id}/profile:${id}`,
    touches: [stores, config],
    plan: async () => {
      planned = await planRemoval(id, owner.id, run, cli)
      return planned
    },
    verify: async () => whyNotRemoved(id, owner.id, await readAuth(run)),
  }
  const preview = await carryOut({ ...run, settings: { ...run.settings, dryRun: true } }, deed)
  if (!dryRun && !yes && confirm !== null) {
    const agreed = await confirm(`Remove ${id} from agent ${owner.id}?`, preview.diff ?? '')
    if (!agreed) throw new Refusal('DECLINED', `${id} was not removed.`, 'Nothing was changed.')
  }
  const done = dryRun ? preview : await carryOut(run, deed)
  const others = auth.stores.filter(({ agent }) => agent.id !== owner.id)
  return {
    synced: auth.synced,
    document: {
      agentId: owner.id,
      authStorePath: shortenHome(run.machine.probes, owner.storePath),
      profileId: id,
      status: done.status,
      removed: planned.flatMap((change) =>
        change.op === 'patch' ? change.edits.map(({ at }) => ({ path: change.path, at })) : [],
      ),
      returns: owner.isMain && (await isLoggedIn(run, id)),
      inheritsInstead: others.some((file) => file.agent.isMain && mayHold(file, id)),
      stillNamedBy: others.some((file) => mayHold(file, id))
        ? []
        : others.filter(({ store }) => namesIt(store, id)).map(({ agent }) => agent.id),
      diff: done.diff,
    },
  }
}

const planRemoval = async (
  id: string,
  ownerId: string,
  run: Run,
  cli: string,
): Promise<readonly Change[]> => {
  const { probes } = run.machine
  const fresh = await readAuth(run)
  const owner = fresh.stores.find(({ agent }) => agent.id === ownerId)?.agent
  if (owner === undefined) throw unknownProfile(id, fresh.view, cli)
  const { path, sha256, document } = await readOwnStore(probes.fs, owner)
  const isThere = Object.hasOwn(partOf(document, 'profiles'), id)
  const edits = storeRemovals(document, id, !isFollowed(id, ownerId, fresh)).filter(
    // Gone already where the rest of a removal is left to be done.
    ({ at: [part] }) => isThere || part !== 'profiles',
  )
  const isHeld = fresh.stores.some((file) => file.agent.id !== ownerId && mayHold(file, id))
  const inConfig = isHeld ? [] : await configRemoval(probes, fresh.config, id)
  if (sha256 !== null && edits.length > 0)
    return [{ op: 'patch', path, dialect: 'json', before: { sha256 }, edits, lock: true }, ...inConfig]
  if (inConfig.length === 0) throw unknownProfile(id, fresh.view, cli)
  return inConfig
}

/** Whether some agent that goes by the owner's orders has another profile of that id. */
const isFollowed = (id: string, ownerId: string, { stores: files }: Pick<LoadedAuth, 'stores'>): boolean => {
  const isMain = files.some(({ agent }) => agent.id === ownerId && agent.isMain)
  return files.some((file) => file.agent.id !== ownerId && (isMain || file.agent.isMain) && mayHold(file, id))
}

const namesIt = ({ order, lastGood }: AgentStore['store'], id: string): boolean =>
  mentions(Object.values(order), id) || mentions(Object.values(lastGood), id)

const whyNotRemoved = (
  id: string,
  ownerId: string,
  { stores: files, config }: Omit<LoadedAuth, 'synced'>,
): string | null => {
  const file = files.find(({ agent }) => agent.id === ownerId)
  const state = file?.reading.state
  if (file === undefined || (state !== 'ok' && state !== 'absent'))
    return 'afterwards the store could not be read'
  if (mayHold(file, id)) return 'afterwards the profile was still there'
  const isHeld = files.some((each) => each !== file && mayHold(each, id))
  return isNamedInConfig(config, id) && !isHeld ? 'afterwards the config still named it' : null
}

const SOURCES: Readonly<Record<string, AnyFact>> = {
  [CLAUDE_CLI_PROFILE]: claude,
  [CODEX_CLI_PROFILE]: codex,
  [QWEN_CLI_PROFILE]: qwen,
}

const isLoggedIn = async (run: Run, id: string): Promise<boolean> => {
  const source = own(SOURCES, id)
  if (source === undefined) return false
  const outcome = await run.facts.outcome<{ readonly reading: { readonly state: string } }>(source)
  return outcome.status === 'ok' && outcome.value.reading.state === 'found'
}

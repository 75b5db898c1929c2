import { credentials as claude } from '../../plugins/claude-code/facts/credentials.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { credentials as codex } from '../../plugins/codex/facts.js'
import { clock } from '../../plugins/host/facts.js'
import { credentials as qwen } from '../../plugins/qwen/facts.js'
import { toSourceCredential } from '../../src/auth/claude-code/source.js'
import type { ExternalReading } from '../../src/auth/external-cli.js'
import { lockCauses } from '../../src/auth/locks/lock-causes.js'
import { ownerCauses } from '../../src/auth/owner-causes.js'
import { type StoreSync, type SyncSources, storeSyncs } from '../../src/auth/store-sync.js'
import { syncData } from '../../src/auth/sync-data.js'
import {
  defineCheck,
  type Evidence,
  type Finding,
  type Messages,
  type Unavailable,
  type Values,
} from '../../src/contract/index.js'

const KEYCHAIN = 'Keychain'

const messages = {
  missing: {
    what: 'The store of agent {{agent}} lacks {{profile}}, though there is a login to copy ({{source|path}}).',
    why: 'The bot uses what its store holds; a login that is only beside it may never be used.',
    next: 'Run `{{cli}} doctor`: it copies the login.',
  },
  stale: {
    what: 'The store of agent {{agent}} holds an older {{profile}} than the login it is copied from ({{source|path}}).',
    why: 'The bot goes on with the old copy, whose refresh token may have been used up already.',
    next: 'Run `{{cli}} doctor`: it copies the login.',
  },
  duplicate: {
    what: 'The store of agent {{agent}} holds one login twice: as {{profile}} and as {{duplicateOf}}.',
    why: 'A refresh token works once: as soon as the bot refreshes one of them, the other is logged out.',
    next: 'Run `{{cli}} doctor`: it drops {{profile}}.',
  },
} satisfies Messages

const needs = { claude, codex, qwen, config, stores, clock }
type Facts = Values<typeof needs>

export default defineCheck({
  id: 'auth/sync',
  title: "Clawdbot's stores hold the current logins of Claude Code, Codex and Qwen",
  docsUrl: 'docs/checks/auth/sync.md',
  severity: 'warning',
  tags: ['auth', 'sync'],
  needs,
  messages,
  applies: (facts) => {
    const { state } = facts.config.reading
    if (state !== 'ok' && state !== 'absent')
      return { skip: 'the config could not be read, and it may say that the stores are elsewhere' }
    const { claude, codex, qwen } = sourcesOf(facts)
    const nothing = [claude, codex, qwen].every(({ credential }) => credential === null)
    if (!nothing || syncsOf(facts).length > 0) return true
    const states = `Claude Code: ${facts.claude.reading.state}, Codex: ${facts.codex.reading.state}, Qwen: ${facts.qwen.reading.state}`
    return { skip: `there is no login to copy (${states})` }
  },
  evaluate: (facts) => syncsOf(facts).map(toFinding),
})

const syncsOf = (facts: Facts): readonly StoreSync[] =>
  storeSyncs(facts.stores, sourcesOf(facts), facts.clock.now)

const sourcesOf = ({ claude, codex, qwen }: Facts): SyncSources => ({
  claude: {
    from: claude.used === 'keychain' ? KEYCHAIN : (claude.files.find((file) => file.used)?.path ?? ''),
    credential: claude.reading.state === 'found' ? toSourceCredential(claude.reading) : null,
  },
  codex: { from: codex.path, credential: loginIn(codex.reading) },
  qwen: { from: qwen.path, credential: loginIn(qwen.reading) },
})

const loginIn = (reading: ExternalReading | Unavailable) =>
  reading.state === 'found' ? reading.credential : null

const toFinding = (sync: StoreSync): Finding<typeof messages> => {
  const { file, profile, from, state } = sync
  const source: readonly Evidence[] =
    from === KEYCHAIN || state === 'duplicate' ? [] : [{ kind: 'file', path: from }]
  return {
    messageId: state,
    subject: `agent:${file.agent.id}/profile:${profile}`,
    data: syncData(sync),
    evidence: [{ kind: 'file', path: file.agent.storePath }, ...source],
    fixes: ['auth/sync'],
    causedBy: [
      `auth/permissions!readOnly#agent:${file.agent.id}/folder`,
      ...ownerCauses(file.agent.id),
      ...lockCauses(file.agent.id),
      'host/disk!full',
      'host/disk!readOnlyMount',
      'host/disk!notWritable',
      `auth/agents!staleCopies#agent:${file.agent.id}/store`,
      `auth/shared-refresh-token!copies#agent:${file.agent.id}/store`,
    ],
  }
}

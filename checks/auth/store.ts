import { storeBackups } from '../../plugins/clawdbot/facts/store-backups.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { own } from '../../src/auth/mapping.js'
import { ownerCauses } from '../../src/auth/owner-causes.js'
import { renameEdits } from '../../src/auth/rename-fields.js'
import type { AuthStore } from '../../src/auth/store.js'
import type { StoreBackup } from '../../src/auth/store-backups.js'
import { type StoreFaultKind, storeFaults } from '../../src/auth/store-faults.js'
import { UNREAD_CONFIG } from '../../src/auth/unread-config.js'
import {
  type Data,
  defineCheck,
  type Finding,
  type Messages,
  type Severity,
} from '../../src/contract/index.js'

const NO_PROFILE =
  'The bot finds no credential in it. What is in it is never lost here; Clawdbot itself may overwrite it.'

const messages = {
  missing: {
    what: 'There is no auth store for agent{{agents|plural}} {{agents|list}}: {{path|path}} is not there.',
    why: 'The bot has no stored profile; only a key in its environment or config is left to it.',
  },
  unparseable: {
    what: 'The store of agent {{agent}} is not JSON: {{reason}}.',
    why: NO_PROFILE,
    next: 'Mend it there by hand, or move the file away and run `{{cli}} doctor`.',
  },
  wrongShape: {
    what: 'The store of agent {{agent}} is JSON, but not a store: {{reason}}.',
    why: NO_PROFILE,
    next: 'Give {{path|path}} a `profiles` object by hand, or move it away and run `{{cli}} doctor`.',
  },
  denied: {
    what: 'The store of agent {{agent}} may not be read by this user.',
    why: 'Nobody can tell what it holds. A bot that runs as this user has no credentials.',
    next: 'Run `{{cli}} doctor` as the user who owns {{path|path}}, or give that file to this user.',
  },
  folder: {
    what: 'There is a folder in the place of the store of agent {{agent}}.',
    why: 'The bot finds no credential, and can save none. A container mount of a missing file leaves such a folder.',
    next: 'Move {{path|path}} away and run `{{cli}} doctor`.',
  },
  danglingLink: {
    what: 'The store of agent {{agent}} is a link to {{target|path}}, which is not there.',
    why: 'The bot finds no credential in it.',
    next: 'Put the store back at {{target|path}}, or remove the link {{path|path}} and run `{{cli}} doctor`.',
  },
  notText: {
    what: 'The store of agent {{agent}} is not text: it has bytes that are not UTF-8.',
    why: NO_PROFILE,
    next: 'Put a backup in the place of {{path|path}}, or move it away and run `{{cli}} doctor`.',
  },
  readFailed: {
    what: 'The store of agent {{agent}} could not be read: {{reason}}.',
    why: 'Nobody can tell what it holds, and the bot most likely fails to read it too.',
    next: 'Look at {{path|path}} and at the disk it is on, then run `{{cli}} doctor` again.',
  },
  profileIgnored: {
    what: 'Clawdbot ignores {{name}} in the store of agent {{agent}}: it has no usable {{fields|list}}.',
    why: 'The bot acts as if this profile were not there.',
    next: 'Set `type` (`api_key`, `token` or `oauth`) and `provider` of {{name}} in {{path|path}}.',
  },
  modeForType: {
    what: 'Clawdbot ignores {{name}} in the store of agent {{agent}}: it has `mode` in the place of `type`.',
    why: 'The config has `mode`; the store has `type`. The bot acts as if this profile were not there.',
    next: 'Rename `mode` of {{name}} to `type` in {{path|path}}.',
  },
  apiKeyForKey: {
    what: '{{name}} in the store of agent {{agent}} has its key under `apiKey`, where `key` is read.',
    why: 'To the bot this profile has no key.',
    next: 'Rename `apiKey` of {{name}} to `key` in {{path|path}}.',
  },
  secretMissing: {
    what: '{{name}} in the store of agent {{agent}} holds no secret.',
    why: 'The bot passes it over.',
    next: 'Run `{{cli}} models auth paste-token --provider {{provider}} --profile-id {{name}}`, or remove {{name}} from {{path|path}}.',
  },
  expiryNotANumber: {
    what: 'The expiry of {{name}} in the store of agent {{agent}} is not a number.',
    why: 'Nobody can tell when it runs out, so nothing warns before the bot stops answering.',
    next: 'Set `expires` of {{name}} in {{path|path}} to Unix milliseconds, or remove the field.',
  },
  versionUnknown: {
    what: 'The store of agent {{agent}} says another `version` than 1.',
    why: 'It may have a layout that is misread here, and by Clawdbot.',
    next: 'Find out which program wrote {{path|path}}; if its layout is the usual one, set `version` to 1.',
  },
  orderMalformed: {
    what: 'The profile order in the store of agent {{agent}} is malformed at {{at|list}}.',
    why: 'What is not a profile id is passed over, so the bot may use another order than was meant.',
    next: 'Run `{{cli}} models auth order set` for the provider, or mend {{path|path}} by hand.',
  },
  usageMalformed: {
    what: 'The usage records in the store of agent {{agent}} are malformed at {{at|list}}.',
    why: 'A cooldown or the time of the last use may be forgotten; Clawdbot writes them anew.',
  },
} satisfies Messages

type Found = Finding<typeof messages>
type Unreadable = Exclude<AgentStore['reading'], { state: 'ok' | 'absent' }>

const SEVERITY: Readonly<Partial<Record<StoreFaultKind, Severity>>> = { usageMalformed: 'info' }

export default defineCheck({
  id: 'auth/store',
  title: 'Every auth store can be read, and Clawdbot accepts all of it',
  docsUrl: 'docs/checks/auth/store.md',
  severity: 'warning',
  tags: ['auth', 'store'],
  needs: { stores, storeBackups },
  messages,
  volatile: ['reason', 'line', 'column'],
  evaluate: ({ stores, storeBackups }) => {
    const inherited = stores.some(({ agent }) => agent.selected && !agent.isMain)
    return [
      ...missing(stores),
      ...stores
        .filter(({ agent }) => agent.selected || (agent.isMain && inherited))
        .flatMap((store) => {
          const { reading } = store
          if (reading.state === 'ok') return faults(store)
          if (reading.state === 'absent') return []
          const backup = storeBackups.find(({ agent }) => agent === store.agent.id)?.backup ?? null
          return [unreadable(store, reading, backup)]
        }),
    ]
  },
})

/** One for all agents that have none of their own, and none to inherit. */
const missing = (stores: readonly AgentStore[]): readonly Found[] => {
  const main = stores.find(({ agent }) => agent.isMain)
  const without = stores.filter(({ agent, reading }) => agent.selected && reading.state === 'absent')
  const [first] = without
  if (first === undefined || (main !== undefined && main.reading.state !== 'absent')) return []
  const path = (main ?? first).agent.storePath
  return [
    {
      messageId: 'missing',
      subject: `agent:${first.agent.id}/store`,
      severity: 'info',
      data: { agents: without.map(({ agent }) => agent.id), path },
      evidence: [{ kind: 'file', path }],
      causedBy: UNREAD_CONFIG,
    },
  ]
}

const MESSAGE = {
  unparseable: 'unparseable',
  'wrong-shape': 'wrongShape',
  denied: 'denied',
  folder: 'folder',
  'dangling-link': 'danglingLink',
  'not-text': 'notText',
  failed: 'readFailed',
} as const satisfies Record<Unreadable['state'], Found['messageId']>

/** The fix is offered only where there is something to put back. */
const unreadable = (
  { agent }: AgentStore,
  { state, ...rest }: Unreadable,
  backup: StoreBackup | null,
): Found => {
  const data: Data = rest
  const position = 'line' in rest ? { line: rest.line, column: rest.column } : {}
  return {
    messageId: MESSAGE[state],
    subject: `agent:${agent.id}/store`,
    severity: 'error',
    data: {
      agent: agent.id,
      path: agent.storePath,
      ...data,
      ...(backup === null
        ? {}
        : { backup: backup.path, backupAt: backup.at, backupProfiles: backup.profiles }),
    },
    evidence: [{ kind: 'file', path: agent.storePath, ...position }],
    fixes: backup === null ? [] : ['auth/restore-store'],
    causedBy: state === 'denied' ? ownerCauses(agent.id) : [],
  }
}

const RENAMED: readonly StoreFaultKind[] = ['modeForType', 'apiKeyForKey']

const faults = ({ agent, store }: AgentStore): readonly Found[] =>
  storeFaults(store.issues).map(({ kind, subject, name, at, fields }) => ({
    messageId: kind,
    subject: `agent:${agent.id}/${subject}`,
    severity: SEVERITY[kind] ?? 'warning',
    data: { agent: agent.id, path: agent.storePath, name, provider: providerOf(name, store), at, fields },
    evidence: [{ kind: 'file', path: agent.storePath }],
    fixes: RENAMED.includes(kind) && !('refuse' in renameEdits(store, name)) ? ['auth/rename-fields'] : [],
  }))

/** By its id where the profile itself does not say. */
const providerOf = (id: string, store: AuthStore): string =>
  own(store.profiles, id)?.provider ?? id.replace(/:.*$/s, '')

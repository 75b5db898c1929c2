import { config } from '../../plugins/clawdbot/facts/config.js'
import { configParts } from '../../plugins/clawdbot/facts/config-parts.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { knownViews } from '../../src/auth/agent-view.js'
import { type AuthPart, placeOfField } from '../../src/auth/config-parts.js'
import { ownerOf } from '../../src/auth/held-profiles.js'
import { conflictStops, type ModeConflict, modeConflicts } from '../../src/auth/mode-conflicts.js'
import { sameProvider } from '../../src/auth/provider-id.js'
import { defineCheck, type Finding, type Messages, type Values } from '../../src/contract/index.js'

const WHY = 'The bot passes the profile over without a word.'

const messages = {
  mode: {
    what: '{{path|path}} says that the profile {{profile}} is of mode "{{said}}"; what is stored is "{{wanted}}".',
    why: WHY,
    next: 'Set `auth.profiles["{{profile}}"].mode` to "{{wanted}}" in {{path|path}}.',
  },
  provider: {
    what: '{{path|path}} says that the profile {{profile}} is of provider "{{said}}"; what is stored is of "{{wanted}}".',
    why: WHY,
    next: 'Set `auth.profiles["{{profile}}"].provider` to "{{wanted}}" in {{path|path}}.',
  },
  differing: {
    what: '{{path|path}} says one thing of the profile {{profile}}, under which agents store different ones; it does not serve agent{{agents|plural}} {{agents|list}}.',
    why: WHY,
    next: 'Give the profile of agent{{agents|plural}} {{agents|list}} another name, or remove `auth.profiles["{{profile}}"]` from {{path|path}}.',
  },
} satisfies Messages

const needs = { stores, config, configParts, clock }

export default defineCheck({
  id: 'auth/mode-mismatch',
  title: 'The config says of every profile what is stored',
  docsUrl: 'docs/checks/auth/mode-mismatch.md',
  severity: 'warning',
  tags: ['auth', 'config'],
  needs,
  messages,
  applies: (facts) => {
    const { reading, config } = facts.config
    if (reading.state !== 'ok' && reading.state !== 'absent') return { skip: 'the config could not be read' }
    if (Object.keys(config.auth.profiles).length === 0)
      return { skip: 'the config says nothing of any profile' }
    return viewsOf(facts).length > 0 ? true : { skip: 'no store of an agent could be read' }
  },
  evaluate: (facts) => {
    const { stores, config, configParts, clock } = facts
    return modeConflicts(viewsOf(facts), config.config).map((conflict) => ({
      ...toFinding(conflict, stores, configParts, config.path),
      severity: conflictStops(conflict, config.envKeys, clock.now) ? 'error' : 'warning',
    }))
  },
})

const viewsOf = ({ stores, config }: Pick<Values<typeof needs>, 'stores' | 'config'>) =>
  knownViews(stores, config.config)

const toFinding = (
  { id, said, wanted, against }: ModeConflict<AgentStore>,
  stores: readonly AgentStore[],
  parts: readonly AuthPart[],
  configPath: string,
): Finding<typeof messages> => {
  const field = wanted !== null && !sameProvider(said.provider, wanted.provider) ? 'provider' : 'mode'
  const place = placeOfField(parts, id, field)
  const path = 'holder' in place ? place.holder.file.path : configPath
  const owners = against.map(({ view }) => ownerOf(view, id))
  return {
    messageId: wanted === null ? 'differing' : field,
    subject: `config/profile:${id}`,
    data: {
      profile: id,
      path,
      agents: against.map(({ view }) => view.file.agent.id),
      ...(wanted === null ? {} : { said: said[field], wanted: wanted[field] }),
    },
    evidence: [
      { kind: 'file', path },
      ...stores
        .filter(({ agent }) => owners.includes(agent.id))
        .map(({ agent }) => ({ kind: 'file', path: agent.storePath }) as const),
    ],
    fixes: wanted === null ? [] : ['auth/correct-config-entry'],
  }
}

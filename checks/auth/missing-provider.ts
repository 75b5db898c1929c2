import { config } from '../../plugins/clawdbot/facts/config.js'
import { legacy } from '../../plugins/clawdbot/facts/legacy.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { knownViews } from '../../src/auth/agent-view.js'
import { blankEnvKeys, type EnvKeys, envKeyNames } from '../../src/auth/env-keys.js'
import { type JudgedLegacy, judgeLegacy } from '../../src/auth/legacy/judge-legacy.js'
import { renewalCommand } from '../../src/auth/renewal.js'
import type { AuthStore } from '../../src/auth/store.js'
import { type Unserved, type UselessProfile, unservedProviders } from '../../src/auth/unserved.js'
import { causesOfUnserved } from '../../src/auth/unserved-causes.js'
import { defineCheck, type Evidence, type Finding, type Messages } from '../../src/contract/index.js'

const messages = {
  none: {
    what: 'No credentials found for provider "{{provider}}" (agent{{agents|plural}} {{agents|list}}).',
    why: 'The bot uses a model of this provider, and has no profile, environment variable or configured key for it.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  nothingUsable: {
    what: 'No profile of provider "{{provider}}" can be used (agent{{agents|plural}} {{agents|list}}): {{profiles|list}}.',
    why: 'The bot uses a model of this provider, and has no environment variable or configured key for it either.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  blankKey: {
    what: 'The environment has {{names|list}} for provider "{{provider}}", with nothing in it.',
    why: 'It looks as if the bot had a key there, and counts as none.',
    next: 'Give it a value where the bot is started, or unset it.',
  },
} satisfies Messages

/** Reasons that a new credential does away with. */
const RENEWABLE: ReadonlySet<UselessProfile['why']> = new Set(['expired', 'blank', 'cannot-refresh'])

export default defineCheck({
  id: 'auth/missing-provider',
  title: 'Every provider in use has a credential',
  docsUrl: 'docs/checks/auth/missing-provider.md',
  severity: 'error',
  tags: ['auth'],
  needs: { stores, config, legacy, clock },
  messages,
  volatile: ['command'],
  applies: ({ stores, config: { config, reading } }) => {
    if (reading.state !== 'ok' && reading.state !== 'absent')
      return { skip: 'the config could not be read, so it is not known which providers are in use' }
    const isKnown = knownViews(stores, config).length > 0
    return isKnown ? true : { skip: 'no store of an agent could be read' }
  },
  evaluate: ({ stores, config: { config, envKeys }, legacy: { files }, clock: { now } }) => {
    const olderFiles = judgeLegacy(files, stores)
    const main = stores.find(({ agent }) => agent.isMain)?.store
    const views = knownViews(stores, config)
    const unserved = unservedProviders(views, envKeys, now)
    return unserved.flatMap((each, index) => {
      const { provider } = each
      const isTold = unserved.slice(0, index).some((earlier) => earlier.provider === provider)
      const names = isTold ? [] : blankEnvKeys(provider, envKeys)
      const blank: Finding<typeof messages> = {
        messageId: 'blankKey',
        subject: subjectOf(each),
        severity: 'info',
        data: { provider, names },
        evidence: names.map((name) => ({ kind: 'environment', name })),
      }
      return [toFinding(each, olderFiles, main, envKeys), ...(names.length > 0 ? [blank] : [])]
    })
  },
})

const subjectOf = ({ provider, views }: Unserved): string =>
  `agent:${views[0]?.file.agent.id}/provider:${provider}`

/** What says of each profile why it is passed over; without an agent it asks for the default one. */
const explainCommand = ({ provider, views }: Unserved<AgentStore>): string => {
  const asked = views.some(({ file }) => file.agent.isDefault) ? '' : ` --agent ${views[0]?.file.agent.id}`
  return `models auth explain --provider ${provider}${asked}`
}

/** `reasons` are those of `profiles`, in the same order. */
const toFinding = (
  unserved: Unserved<AgentStore>,
  olderFiles: readonly JudgedLegacy[],
  main: AuthStore | undefined,
  env: EnvKeys,
): Finding<typeof messages> => {
  const { provider, views, profiles } = unserved
  const reasons = profiles.map(({ why }) => why)
  const command = reasons.every((why) => RENEWABLE.has(why))
    ? renewalCommand(provider)
    : explainCommand(unserved)
  const data = { provider, agents: views.map(({ file }) => file.agent.id), command }
  return {
    messageId: profiles.length === 0 ? 'none' : 'nothingUsable',
    subject: subjectOf(unserved),
    data: profiles.length === 0 ? data : { ...data, profiles: profiles.map(({ id }) => id), reasons },
    evidence: [
      ...views.map(({ file }): Evidence => ({ kind: 'file', path: file.agent.storePath })),
      ...envKeyNames(provider).map((name): Evidence => ({ kind: 'environment', name })),
    ],
    causedBy: causesOfUnserved(unserved, olderFiles, main, env),
  }
}

import { credentials as claude } from '../../plugins/claude-code/facts/credentials.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { credentials as codex } from '../../plugins/codex/facts.js'
import { credentials as qwen } from '../../plugins/qwen/facts.js'
import { firstFew } from '../../src/auth/copies/first-few.js'
import { ownCopies } from '../../src/auth/copies/own-copies.js'
import { type ProgramLogin, type SharedLogin, sharedLogins } from '../../src/auth/copies/shared-logins.js'
import { CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE } from '../../src/auth/credential.js'
import {
  defineCheck,
  type Finding,
  type Messages,
  type Secret,
  type Values,
} from '../../src/contract/index.js'

const messages = {
  copies: {
    what: 'The store of agent {{agent}} holds copies of logins that it inherits from the main agent anyway: {{profiles|list}}.',
    why: 'A refresh token works once: as soon as one of the two renews the login, the other is logged out.',
    next: 'Run `{{cli}} doctor --fix`, and agree to drop the copies.',
  },
  agents: {
    what: 'Agents share one login, each in a store of its own: {{holders|list}}.',
    why: 'A refresh token works once: as soon as one of them renews the login, the others are logged out.',
    next: 'Keep the login in the store of the main agent alone, from which all inherit, or log in once for each agent.',
  },
  twice: {
    what: 'The store of agent {{agent}} holds one login several times: {{profiles|list}}.',
    why: 'A refresh token works once: as soon as one of them is renewed, the others are logged out.',
    next: 'Run `{{cli}} models auth remove "{{profile}}" --agent {{agent}}`, or remove another of them.',
  },
  program: {
    what: 'The profile {{profile}} of agent {{agent}} is the very login of {{program}} ({{from|path}}).',
    why: 'A refresh token works once: whoever renews it logs the other out. Only {{synced}} is kept in step with {{program}}.',
    next: 'Run `{{cli}} models auth remove "{{profile}}" --agent {{agent}}`: the bot has {{synced}} instead.',
  },
  places: {
    what: 'One login of Claude Code is in two places: {{path|path}} and {{from|path}}.',
    why: 'A refresh token works once: a Claude Code that uses one place logs out the one that uses the other.',
    next: 'Log in again in one of them, or remove {{path|path}} if nothing uses it.',
  },
} satisfies Messages

const needs = { stores, claude, codex, qwen }
type Facts = Values<typeof needs>
type Found = Finding<typeof messages>

export default defineCheck({
  id: 'auth/shared-refresh-token',
  title: 'No two places hold the same refresh token',
  docsUrl: 'docs/checks/auth/shared-refresh-token.md',
  severity: 'warning',
  tags: ['auth'],
  needs,
  messages,
  applies: (facts) => {
    const stored = facts.stores.some(({ store }) =>
      Object.values(store.profiles).some(
        (profile) => profile.type === 'oauth' && profile.refresh?.blank === false,
      ),
    )
    return stored || programsOf(facts).length > 0 ? true : { skip: 'there is no login with a refresh token' }
  },
  evaluate: (facts) => {
    const main = facts.stores.find(({ agent }) => agent.isMain)
    const copies = new Map(facts.stores.map((file) => [file, ownCopies(file, main)]))
    const inherited = facts.stores.flatMap((file): Found[] => {
      const ids = (copies.get(file) ?? []).flatMap(({ id, state }) => (state === 'same' ? [id] : []))
      return file.agent.selected && ids.length > 0 ? [copiesFinding(file, ids)] : []
    })
    const shared = sharedLogins(facts.stores, copies, programsOf(facts))
    return [...inherited, ...shared.map(toFinding), ...claudePlaces(facts)]
  },
})

const programsOf = ({ claude, codex, qwen }: Facts): readonly ProgramLogin[] => {
  const login = (name: string, profile: string, from: string, refresh: Secret | null) =>
    refresh === null || refresh.blank ? [] : [{ name, profile, from, refresh }]
  const file = claude.files.find(({ used }) => used)?.path ?? ''
  const from = claude.used === 'keychain' ? 'Keychain' : file
  const ofClaude = claude.reading.state === 'found' ? claude.reading.credential.refresh : null
  const ofCodex = codex.reading.state === 'found' ? codex.reading.credential.refresh : null
  const ofQwen = qwen.reading.state === 'found' ? qwen.reading.credential.refresh : null
  return [
    ...login('Claude Code', CLAUDE_CLI_PROFILE, from, ofClaude),
    ...login('Codex', CODEX_CLI_PROFILE, codex.path, ofCodex),
    ...login('Qwen', QWEN_CLI_PROFILE, qwen.path, ofQwen),
  ]
}

const copiesFinding = ({ agent }: AgentStore, profiles: readonly string[]): Found => ({
  messageId: 'copies',
  subject: `agent:${agent.id}/store`,
  data: { agent: agent.id, profiles },
  evidence: [{ kind: 'file', path: agent.storePath }],
  fixes: ['auth/drop-copies'],
})

const toFinding = ({ holders, program }: SharedLogin<AgentStore>): Found => {
  const [{ file, id }, ...others] = holders
  const agent = file.agent.id
  const base = {
    subject: `agent:${agent}/profile:${id}`,
    evidence: firstFew(holders.map((holder) => holder.file.agent.storePath)).shown.map(
      (path) => ({ kind: 'file', path }) as const,
    ),
  }
  if (program !== null) {
    const { name, profile: synced, from } = program
    return { ...base, messageId: 'program', data: { agent, profile: id, program: name, from, synced } }
  }
  const ids = holders.map((holder) => holder.id)
  if (others.every((other) => other.file === file)) {
    const causedBy = [`auth/sync!duplicate#agent:${agent}/profile:${CODEX_CLI_PROFILE}`]
    const data = { agent, profiles: firstFew(ids).words, profile: ids.at(-1) ?? id }
    return { ...base, messageId: 'twice', data, causedBy: ids.includes(CODEX_CLI_PROFILE) ? causedBy : [] }
  }
  const named = holders.map((holder) => `${holder.file.agent.id} (${holder.id})`)
  return { ...base, messageId: 'agents', data: { holders: firstFew(named).words } }
}

/** A login that was left in the home when Claude Code was told to look elsewhere. */
const claudePlaces = ({ claude }: Facts): readonly Found[] => {
  const used = claude.files.find((file) => file.used)
  const refresh = used?.reading.state === 'found' ? used.reading.credential.refresh : null
  if (used === undefined || refresh === null) return []
  return claude.files.flatMap(({ path, used: isUsed, reading }): Found[] => {
    const other = !isUsed && reading.state === 'found' ? reading.credential.refresh : null
    if (other === null || !other.equals(refresh)) return []
    const evidence = [used.path, path].map((each) => ({ kind: 'file', path: each }) as const)
    const subject = 'claude/credentials:home'
    return [{ messageId: 'places', subject, data: { path, from: used.path }, evidence }]
  })
}

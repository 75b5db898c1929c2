import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseClaudeCredentials } from '../../src/auth/claude-code/parse-credentials.js'
import { toSourceCredential } from '../../src/auth/claude-code/source.js'
import { CLAUDE_CLI_PROFILE } from '../../src/auth/credential.js'
import { sealEnvKeys } from '../../src/auth/env-keys.js'
import { effectiveOrder } from '../../src/auth/order.js'
import { parseConfig } from '../../src/auth/parse-config.js'
import { parseStore } from '../../src/auth/parse-store.js'
import { readAuthConfig } from '../../src/auth/read-config.js'
import { modelsStatus } from '../../src/auth/status.js'
import { statusExitCode } from '../../src/auth/status-exit.js'
import { EMPTY_STORE } from '../../src/auth/store.js'
import { planSync } from '../../src/auth/sync.js'
import { newStore, syncEdits } from '../../src/auth/sync-edits.js'
import { applyEdits, plain, type TestSeal, testSeal } from './seal.js'

interface Case {
  readonly id: string
  readonly files: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
  readonly expect: {
    readonly exit: number
    readonly store: unknown
    readonly order: Readonly<Record<string, readonly string[]>>
    readonly status: Readonly<Record<string, unknown>>
  }
}

const NOW = 1_770_000_000_000
const recorded = new URL('../conformance/model-auth-cases.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(recorded, 'utf8')) as { readonly cases: readonly Case[] }

/** Every `{"$at": n}` as the moment it stands for. */
const dated = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(dated)
  if (typeof value !== 'object' || value === null) return value
  if ('$at' in value) return NOW + Number(value.$at)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dated(item)]))
}

const textOf = (file: unknown): string =>
  typeof file === 'object' && file !== null && '$raw' in file
    ? String(file.$raw)
    : JSON.stringify(dated(file))

const storeAfterSync = (
  { files }: Case,
  { seal, reveal }: TestSeal,
): Readonly<Record<string, unknown>> | null => {
  const file = files['.clawdbot/agents/main/agent/auth-profiles.json']
  const source = files['.claude/.credentials.json']
  const reading = file === undefined ? null : parseStore(textOf(file), seal)
  if (reading !== null && reading.state !== 'ok') throw new Error(`the store is ${reading.state}`)
  const stored = reading?.store.profiles[CLAUDE_CLI_PROFILE]
  const credential = planSync(
    stored,
    source === undefined ? null : toSourceCredential(parseClaudeCredentials(textOf(source), seal)),
    NOW,
  )
  if (file === undefined)
    return credential === null
      ? null
      : (plain(newStore(CLAUDE_CLI_PROFILE, credential), reveal) as Record<string, unknown>)
  const edits = credential === null ? [] : syncEdits(CLAUDE_CLI_PROFILE, stored, credential)
  return applyEdits(JSON.parse(textOf(file)), edits, reveal)
}

const run = (recordedCase: Case): Case['expect'] => {
  const sealed = testSeal()
  const file = storeAfterSync(recordedCase, sealed)
  const reading = file === null ? null : parseStore(JSON.stringify(file), sealed.seal)
  const store = reading?.state === 'ok' ? reading.store : EMPTY_STORE
  const text = recordedCase.files['.clawdbot/clawdbot.json']
  const parsed = parseConfig(text === undefined ? '{}' : textOf(text))
  const { config } = readAuthConfig(parsed.state === 'ok' ? parsed.value : {}, sealed.seal)
  const status = modelsStatus({
    store,
    config,
    env: sealEnvKeys(recordedCase.env, config.env, sealed.seal),
    now: NOW,
    paths: { home: '/h', platform: 'linux', configPath: '/h/c', agentDir: '/h/a', storePath: '/h/a/s' },
  })
  const { missingProvidersInUse, unusableProfiles, oauth } = status.auth
  return {
    exit: statusExitCode(status),
    store: file,
    order: Object.fromEntries(
      Object.keys(recordedCase.expect.order).map((provider) => [
        provider,
        effectiveOrder({ store, config, provider, now: NOW }),
      ]),
    ),
    status: {
      defaultModel: status.defaultModel,
      missingProvidersInUse,
      unusableProfiles: unusableProfiles.map(({ profileId, kind, until }) => ({ profileId, kind, until })),
      profiles: oauth.profiles.map(({ remainingMs: _, label: __, ...profile }) => profile),
      providers: oauth.providers.map(({ provider, status: health }) => ({ provider, status: health })),
    },
  }
}

describe('the published version’s recorded behaviour', () => {
  it('has all of its cases here', () => {
    expect(cases).toHaveLength(160)
  })

  it.each(cases.map((recordedCase) => [recordedCase.id, recordedCase] as const))(
    'holds in %s',
    (_, recordedCase) => {
      expect(run(recordedCase)).toEqual(dated(recordedCase.expect))
    },
  )
})

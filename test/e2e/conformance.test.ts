import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome, runCli, STORE } from './cli.js'

interface Case {
  readonly id: string
  readonly files: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
  readonly expect: {
    readonly exit: number
    readonly store?: unknown
    readonly order: Readonly<Record<string, readonly string[]>>
    readonly status?: {
      readonly profiles: readonly object[]
      readonly missingProvidersInUse: readonly string[]
      readonly unusableProfiles: readonly object[]
    }
  }
}

const recorded = JSON.parse(
  readFileSync(new URL('../conformance/model-auth-cases.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Case[] }

/** `{"$at": n}` stands for n milliseconds after the case starts. */
const at = (value: unknown, now: number): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if ('$at' in value) return now + Number(value.$at)
  if (Array.isArray(value)) return value.map((item) => at(item, now))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, at(inner, now)]))
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

const stored = (store: unknown): unknown => {
  if (typeof store !== 'object' || store === null) return null
  const { profiles = {}, order = {}, lastGood = {}, usageStats = {} } = store as Record<string, object>
  const isEmpty = Object.keys(profiles).length === 0 && Object.keys(order).length === 0
  return isEmpty ? null : plain({ profiles, order, lastGood, usageStats })
}

const readStore = (home: string): unknown => {
  try {
    return JSON.parse(readFileSync(join(home, STORE), 'utf8'))
  } catch {
    return null
  }
}

const pick = (items: readonly object[], keys: readonly string[]): unknown =>
  plain(
    items.map((item) => Object.fromEntries(keys.map((key) => [key, (item as Record<string, unknown>)[key]]))),
  )

describe('models status --json --check agrees with the published Clawdbot', () => {
  it.concurrent.each(recorded.cases.map((each) => [each.id, each] as const))(
    '%s',
    async (_, { files, env, expect: expected }) => {
      const now = Date.now()
      const home = makeHome(
        Object.fromEntries(
          Object.entries(files).map(([path, body]) => [
            path,
            typeof body === 'object' && body !== null && '$raw' in body
              ? String(body.$raw)
              : { json: at(body, now) },
          ]),
        ),
      )
      const { code, stdout, stderr } = await runCli(['models', 'status', '--json', '--check'], { home, env })
      expect(code, stderr).toBe(expected.exit)
      expect(stored(readStore(home))).toEqual(stored(at(expected.store, now)))
      const { auth } = JSON.parse(stdout) as {
        readonly auth: {
          readonly oauth: { readonly profiles: readonly object[] }
          readonly missingProvidersInUse: readonly string[]
          readonly unusableProfiles: readonly object[]
          readonly order: Readonly<Record<string, readonly string[]>>
        }
      }
      const status = at(expected.status, now) as NonNullable<Case['expect']['status']>
      const profile = ['profileId', 'provider', 'type', 'status', 'expiresAt']
      expect(pick(auth.oauth.profiles, profile)).toEqual(pick(status.profiles, profile))
      expect(auth.missingProvidersInUse).toEqual(status.missingProvidersInUse)
      const block = ['profileId', 'kind', 'until']
      expect(pick(auth.unusableProfiles, block)).toEqual(pick(status.unusableProfiles, block))
      for (const [provider, order] of Object.entries(expected.order))
        expect(auth.order[provider] ?? []).toEqual(order)
    },
  )
})

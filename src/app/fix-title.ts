import type { Registry } from '../engine/registry.js'

/** What commands do that are asked for by name, for whoever reads of it later. */
const DEEDS: Readonly<Record<string, string>> = {
  'auth/clear-cooldown': "Clear a profile's cooldown",
  'auth/order-clear': 'Clear an order of profiles',
  'auth/order-set': 'Set an order of profiles',
  'auth/paste-token': 'Store a pasted token',
  'auth/refresh': 'Refresh a login',
  'auth/remove-profile': 'Remove a profile',
  'auth/setup-token': 'Store a setup-token',
  'sessions/model': "Change a session's model",
}

/** What a step of a journal did, in words; its id where this version has none for it. */
export const fixTitle = (fix: string, { fixes }: Pick<Registry, 'fixes'>): string =>
  fixes.get(fix)?.title ?? DEEDS[fix] ?? fix

const ALIASES: Readonly<Record<string, string>> = {
  'z.ai': 'zai',
  'z-ai': 'zai',
  'opencode-zen': 'opencode',
  qwen: 'qwen-portal',
}

/** The one spelling under which provider ids are compared. */
export const normalizeProviderId = (provider: string): string => {
  const id = provider.trim().toLowerCase()
  return Object.hasOwn(ALIASES, id) ? (ALIASES[id] ?? id) : id
}

export const sameProvider = (a: string, b: string): boolean =>
  normalizeProviderId(a) === normalizeProviderId(b)

/** The first entry of a record keyed by provider, whatever the spelling of its key. */
export const byProvider = <T>(record: Readonly<Record<string, T>>, provider: string): T | undefined =>
  Object.entries(record).find(([key]) => sameProvider(key, provider))?.[1]

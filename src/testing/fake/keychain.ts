import type { KeychainResult, ProbeContext } from '../../contract/index.js'

/** The Keychain's items, by service and account: a text, or what asking for it comes to. Or one answer to everything. */
export type FakeKeychain =
  | Exclude<KeychainResult, { state: 'found' }>
  | { readonly items: Readonly<Record<string, Readonly<Record<string, string | KeychainResult>>>> }

/** A Keychain in memory. There is none but on macOS, as in a run. */
export const createFakeKeychain = (
  keychain: FakeKeychain,
  platform: ProbeContext['platform'],
): ProbeContext['keychain'] => ({
  read: async (service, account) => {
    if (platform !== 'darwin') return { state: 'not-asked', reason: 'not-macos' }
    if ('state' in keychain) return keychain
    const accounts = Object.hasOwn(keychain.items, service) ? keychain.items[service] : undefined
    const item = accounts !== undefined && Object.hasOwn(accounts, account) ? accounts[account] : undefined
    if (item === undefined) return { state: 'absent' }
    return typeof item === 'string' ? { state: 'found', text: item } : item
  },
})

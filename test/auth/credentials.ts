import type { Credential } from '../../src/auth/credential.js'
import { testSeal } from './seal.js'

/** Credentials of one provider, all sealed with the same seal. Expiries in Unix milliseconds. */

export const sealed = testSeal()
const { seal } = sealed
export const provider = 'anthropic'

export const key: Credential = { type: 'api_key', provider, key: seal('the-key') }

export const token = (expires?: number): Credential => ({
  type: 'token',
  provider,
  token: seal('the-token'),
  ...(expires === undefined ? {} : { expires }),
})

export const login = (expires?: number, refresh: string | null = 'the-refresh'): Credential => ({
  type: 'oauth',
  provider,
  access: seal('the-access'),
  refresh: refresh === null ? null : seal(refresh),
  ...(expires === undefined ? {} : { expires }),
})

import type { NetResult, UnreachableReason } from '../contract/index.js'
import { codeOf } from './errno.js'

const REASONS: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  HPE_INVALID_CONSTANT: 'other',
  ENETUNREACH: 'network',
  EHOSTUNREACH: 'network',
  ENETDOWN: 'network',
  EADDRNOTAVAIL: 'network',
  EACCES: 'network',
  EPERM: 'network',
  EPROTO: 'tls',
  UND_ERR_PRX_TLS: 'tls',
  // A proxy that answers CONNECT with a refusal.
  UND_ERR_ABORTED: 'proxy',
}

/** OpenSSL and Node name what is wrong with a certificate in their own words; all of them are told by these. */
const TLS = /^ERR_(SSL|TLS)_|CERT|_CRL|_SIGNATURE$|SELF_SIGNED|^HOSTNAME_MISMATCH$/

const reasonOf = (code: string): UnreachableReason => REASONS[code] ?? (TLS.test(code) ? 'tls' : 'other')

/** Tells an error by its code alone: its message may quote an address with a password, or a header. */
export const netFailure = (error: unknown, wasSent: boolean): NetResult => {
  const code = codeOf(error) || codeOf(causeOf(error))
  if (code === 'UND_ERR_INVALID_ARG') return { outcome: 'not-sent', reason: 'bad-request' }
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
    return { outcome: 'timeout', mayHaveArrived: wasSent }
  return { outcome: 'unreachable', reason: reasonOf(code), code, mayHaveArrived: wasSent }
}

const causeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined

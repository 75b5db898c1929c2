import type { NetResult, ProbeContext } from '../contract/index.js'
import { platformVariable } from './host.js'
import type { Outgoing } from './net-send.js'
import { revealBody, revealHeaders } from './net-text.js'

export interface NetHost {
  readonly env: ProbeContext['env']
  readonly platform: ProbeContext['platform']
}

const TIMEOUT_MS = 20_000
const MAX_BYTES = 1024 * 1024

const badly = (reason: Extract<NetResult, { outcome: 'not-sent' }>['reason']): NetResult => ({
  outcome: 'not-sent',
  reason,
})

/** Sends requests, through the proxies that the environment names. No call throws, and no answer tells a secret. */
export const createNet = ({ env, platform }: NetHost): ProbeContext['net'] => {
  const variable = (name: string): string =>
    (
      platformVariable(env, name.toLowerCase(), platform) ??
      platformVariable(env, name, platform) ??
      ''
    ).trim()

  return {
    async request({ method, url, headers, body, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, signal }) {
      const target = urlOf(url)
      if (target === null || !/^https?:$/.test(target.protocol)) return badly('bad-url')
      const proxies = {
        httpProxy: proxyAddress(variable('HTTP_PROXY')),
        httpsProxy: proxyAddress(variable('HTTPS_PROXY')),
        noProxy: variable('NO_PROXY'),
      }
      if (proxies.httpProxy === null || proxies.httpsProxy === null) return badly('bad-proxy')
      const { httpProxy, httpsProxy, noProxy } = proxies
      let outgoing: Outgoing
      try {
        outgoing = {
          method,
          url: target,
          headers: {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...revealHeaders(headers),
          },
          body: body === undefined ? null : revealBody(body),
          proxies: { httpProxy, httpsProxy, noProxy },
        }
      } catch {
        return badly('bad-request')
      }
      // Loaded only here: most runs never ask the network anything.
      const { send } = await import('./net-send.js')
      return send(outgoing, { timeoutMs, maxBytes, signal })
    },
  }
}

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

/** As a URL; many environments name only host and port. Null for what is none; empty where there is no proxy. */
const proxyAddress = (written: string): string | null => {
  if (written === '') return ''
  const url = urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`)
  return url === null || !/^(https?|socks5?):$/.test(url.protocol) ? null : url.href
}

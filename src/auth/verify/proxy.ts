type Env = Readonly<Record<string, string | undefined>>

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/** Host and port of the proxy that a request goes through by the environment, for people; null where there is none. */
export const proxyHost = (address: string, env: Env): string | null => {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const variable = (name: string): string => (env[name.toLowerCase()] ?? env[name] ?? '').trim()
  if (isExempt(url, variable('NO_PROXY'))) return null
  const https = url.protocol === 'https:' ? variable('HTTPS_PROXY') : ''
  const written = https || variable('HTTP_PROXY')
  const proxy = written === '' || written.includes('://') ? written : `http://${written}`
  return URL.canParse(proxy) ? new URL(proxy).host || null : null
}

const isExempt = (url: URL, noProxy: string): boolean =>
  noProxy === '*' ||
  noProxy.split(/[,\s]+/).some((entry) => {
    const [, name = '', port] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? []
    const host = name.replace(/^\*?\./, '').toLowerCase()
    if (host === '' || (port !== undefined && port !== (url.port || PORTS[url.protocol]))) return false
    return url.hostname === host || url.hostname.endsWith(`.${host}`)
  })

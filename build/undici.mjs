/** The lines of its entry that what `src/ports/net-send.ts` sends with is made by; a proxy is asked through the `api`. */
const KEPT = [
  "const Dispatcher = require('./lib/dispatcher/dispatcher')",
  "const EnvHttpProxyAgent = require('./lib/dispatcher/env-http-proxy-agent')",
  "const api = require('./lib/api')",
  'Object.assign(Dispatcher.prototype, api)',
  'module.exports.EnvHttpProxyAgent = EnvHttpProxyAgent',
]

/**
 * A plugin of rolldown's for undici: of its CommonJS modules nothing is left out otherwise, though `fetch`, WebSockets,
 * caches and mocks are two fifths of it. Where its entry has changed, the build fails.
 */
export const undiciParts = {
  name: 'undici-parts',
  transform: {
    filter: { id: /node_modules[\\/]undici[\\/]index\.js$/ },
    /**
     * @param {string} code
     * @param {string} id
     */
    handler(code, id) {
      const lines = code.split('\n')
      for (const line of KEPT) if (!lines.includes(line)) throw new Error(`${id} holds no ${line}`)
      return KEPT.join('\n')
    },
  },
}

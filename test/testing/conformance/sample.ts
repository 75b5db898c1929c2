import {
  absent,
  defineCheck,
  defineFact,
  defineFix,
  definePlugin,
  isNotThere,
  type NotThere,
  type Plugin,
  type Secret,
} from '../../../src/contract/index.js'
import type { Example } from '../../../src/testing/index.js'

interface Config {
  readonly path: string
  readonly sha256: string
  readonly mode: number
  readonly plan: string
  readonly token: Secret
}

export const config = defineFact({
  id: 'tool/config',
  timeoutMs: 200,
  collect: async ({ fs, home, seal }): Promise<Config | NotThere> => {
    const path = `${home}/.tool/config.json`
    const found = await fs.readText(path)
    if (found.state !== 'ok') return absent('the tool is not set up')
    const { token, plan } = JSON.parse(found.text)
    return { path, sha256: found.sha256, mode: found.stat.mode, plan, token: seal(token) }
  },
})

export const check = defineCheck({
  id: 'tool/config',
  title: 'The config is for its owner only',
  docsUrl: 'docs/checks/tool/config.md',
  severity: 'warning',
  tags: [],
  needs: { config },
  messages: {
    open: { what: 'Others may read {{path|path}}.', why: 'It holds {{token}}.', next: 'Restrict it.' },
    free: { what: 'The plan is free.', why: 'It ends one day.', next: 'Pay for it.' },
  },
  applies: ({ config }) => (isNotThere(config) ? { skip: config.reason } : true),
  evaluate: ({ config }) => {
    if (isNotThere(config)) return []
    const { path, mode, plan, token } = config
    const evidence = [{ kind: 'file' as const, path }]
    return [
      ...((mode & 0o077) === 0
        ? []
        : [
            {
              messageId: 'open' as const,
              subject: 'config',
              data: { path, token },
              evidence,
              fixes: ['tool/restrict'],
            },
          ]),
      ...(plan === 'free' ? [{ messageId: 'free' as const, subject: 'plan', evidence }] : []),
    ]
  },
})

export const fix = defineFix({
  id: 'tool/restrict',
  title: 'Restrict the config',
  risk: 'safe',
  needs: { config },
  touches: [config],
  plan: ({ config }) =>
    isNotThere(config)
      ? { refuse: config.reason }
      : [{ op: 'chmod', path: config.path, before: config.mode, after: 0o600 }],
})

export const plugin: Plugin = definePlugin({
  apiVersion: 1,
  id: 'tool',
  facts: [config],
  checks: [check],
  fixes: [fix],
  redactors: [],
})

const files = { '~/.tool/config.json': { json: { token: 'abc', plan: 'paid' } } }

export const examples: readonly Example[] = [
  { name: 'nothing set up', home: {}, expect: [] },
  { name: 'a private config', home: { files }, expect: [] },
  {
    name: 'an open config',
    home: { files, modes: { '~/.tool/config.json': 0o644 } },
    expect: [{ check: 'tool/config', messageId: 'open', subject: 'config' }],
  },
  {
    name: 'a free plan',
    home: { files: { '~/.tool/config.json': { json: { token: 'abc', plan: 'free' } } } },
    expect: [{ check: 'tool/config', messageId: 'free' }],
  },
]

export const docs = async (docsUrl: string): Promise<string | null> =>
  docsUrl === 'docs/checks/tool/config.md' ? '# A page' : null

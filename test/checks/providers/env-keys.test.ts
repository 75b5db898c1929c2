import { describe, it } from 'vitest'
import envKeysCheck from '../../../checks/providers/env-keys.js'
import type { EnvValue } from '../../../plugins/providers/facts/env-values.js'
import type { AuthConfig } from '../../../src/auth/config.js'
import { ENV_KEYS } from '../../../src/auth/env-keys.js'
import { faultOfKey } from '../../../src/auth/written-key.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  accessText,
  anApiKey,
  apiKeyText,
  aStore,
  clockFact,
  HOME,
  refreshText,
  secret,
  usingProvider,
} from '../facts.js'

const DOTENV = `${HOME}/.clawdbot/.env`
const SHELL = 'the environment of this shell'
const OPENAI = ['sk', 'proj', 'a'].join('-').padEnd(80, 'x')
const GITHUB = ['ghp', 'a'].join('_').padEnd(40, 'x')

const value = (name: string, text: string, over: Partial<EnvValue> = {}): EnvValue => ({
  name,
  where: 'process',
  path: null,
  secret: secret(text),
  fault: faultOfKey(text),
  ...over,
})
const inFile = { where: 'file', path: DOTENV } as const
const inConfig = { where: 'config', path: aConfig().path } as const

interface Given {
  readonly config?: Partial<AuthConfig>
  readonly stores?: readonly ReturnType<typeof aStore>[]
  readonly baseUrl?: string
}

/** With anthropic in use, unless the config says otherwise. */
const facts = (
  envValues: readonly EnvValue[],
  { config = {}, stores = [aStore()], baseUrl }: Given = {},
) => ({
  envValues,
  stores,
  // What the config sets to nothing is none of the gateway's keys.
  config: aConfig(config, {
    envKeys: Object.fromEntries(
      [...envValues]
        .reverse()
        .filter(({ where, secret }) => where !== 'config' || !secret.blank)
        .map(({ name, secret }) => [name, secret]),
    ),
  }),
  baseUrl: { anthropic: baseUrl ?? null },
  clock: clockFact,
})
const KEY = 'ANTHROPIC_API_KEY'
const TOKEN = 'ANTHROPIC_OAUTH_TOKEN'
const wrapped = `${accessText('cut').slice(0, 60)}\n${accessText('cut').slice(60)}`
const quoted = `"${apiKeyText()}"`
const subject = `variable:${KEY}`

testCheck(
  envKeysCheck,
  [
    { name: 'a whole key is well', facts: facts([value(KEY, apiKeyText())]), expect: [] },
    {
      name: 'a subscription token in the variable of the key works, and so does a key in that of the token',
      facts: facts([value(KEY, accessText())]),
      expect: [],
    },
    { name: 'it is not judged where no variable is set', facts: facts([]), expect: { skip: true } },
    {
      name: 'nor where the config could not be read',
      facts: {
        ...facts([value(KEY, quoted)]),
        config: aConfig({}, { reading: { state: 'not-a-mapping' } }),
      },
      expect: { skip: true },
    },
    {
      name: 'a key that is used, in quotation marks',
      facts: facts([value(KEY, quoted)]),
      expect: [
        {
          messageId: 'quoted',
          subject,
          severity: 'error',
          data: { provider: 'anthropic', name: KEY, place: SHELL },
          evidence: [{ kind: 'environment', name: KEY }],
        },
      ],
    },
    {
      name: 'one that would be used when the profile fails',
      facts: facts([value(KEY, quoted)], { stores: [aStore({ 'anthropic:a': anApiKey() })] }),
      expect: [{ messageId: 'quoted', severity: 'warning' }],
    },
    {
      name: 'one of a provider that nobody uses',
      facts: facts([value('XAI_API_KEY', '“k”', inFile)]),
      expect: [
        {
          messageId: 'quoted',
          subject: 'variable:XAI_API_KEY',
          severity: 'info',
          data: { provider: 'xai', name: 'XAI_API_KEY', place: DOTENV },
          evidence: [{ kind: 'file', path: DOTENV }],
        },
      ],
    },
    {
      name: 'what stands further back, and does not count, is not judged',
      facts: facts([value(KEY, apiKeyText()), value(KEY, quoted, inFile)]),
      expect: [],
    },
    {
      name: 'a whole line of a file',
      facts: facts([value(KEY, `export ${KEY}=${apiKeyText()}`)]),
      expect: [{ messageId: 'assignment', subject, severity: 'error' }],
    },
    {
      name: 'a line break in the middle',
      facts: facts([value(TOKEN, wrapped)]),
      expect: [
        {
          messageId: 'broken',
          subject: `variable:${TOKEN}`,
          data: { provider: 'anthropic', name: TOKEN, place: SHELL, fault: 'a line break' },
        },
      ],
    },
    {
      name: 'white space in the middle',
      facts: facts([value(KEY, `${apiKeyText()} ${apiKeyText()}`)]),
      expect: [{ messageId: 'broken', severity: 'error' }],
    },
    {
      name: 'white space around it does no harm',
      facts: facts([value(TOKEN, ` ${accessText()}\n`)]),
      expect: [{ messageId: 'padded', severity: 'info' }],
    },
    {
      name: 'a key of another provider',
      facts: facts([value(KEY, OPENAI)]),
      expect: [
        {
          messageId: 'foreign',
          subject,
          severity: 'error',
          data: {
            provider: 'anthropic',
            name: KEY,
            place: SHELL,
            issuer: 'openai',
            variable: 'OPENAI_API_KEY',
          },
        },
      ],
    },
    {
      name: 'a key of Anthropic in the variable of another provider',
      facts: facts([value('OPENAI_API_KEY', apiKeyText())], { config: usingProvider('openai') }),
      expect: [{ messageId: 'foreign', severity: 'error' }],
    },
    {
      name: 'where requests go elsewhere, other keys may be the right ones',
      facts: facts([value(KEY, OPENAI)], { baseUrl: 'https://gateway.example' }),
      expect: [],
    },
    {
      name: 'also where the config says so',
      facts: facts([value('OPENAI_API_KEY', apiKeyText())], {
        config: {
          ...usingProvider('openai'),
          providers: { openai: { apiKey: null, baseUrl: 'https://gateway.example' } },
        },
      }),
      expect: [],
    },
    {
      name: 'tokens of GitHub are of one kind',
      facts: facts([value('GH_TOKEN', GITHUB)], { config: usingProvider('github-copilot') }),
      expect: [],
    },
    {
      name: 'a refresh token is no key',
      facts: facts([value(TOKEN, refreshText())]),
      expect: [
        {
          messageId: 'neverUsable',
          data: { provider: 'anthropic', name: TOKEN, place: SHELL, noun: 'a refresh token' },
        },
      ],
    },
    {
      name: 'a token that was cut',
      facts: facts([value(TOKEN, accessText('cut', 60))]),
      expect: [
        {
          messageId: 'cut',
          severity: 'error',
          data: { provider: 'anthropic', name: TOKEN, place: SHELL, length: 60 },
        },
      ],
    },
    {
      name: 'a variable that the config sets to nothing',
      facts: facts([value(KEY, '', inConfig)]),
      expect: [
        {
          messageId: 'blank',
          subject,
          severity: 'info',
          data: { provider: 'anthropic', name: KEY, place: aConfig().path },
        },
      ],
    },
    {
      name: 'one that only fills in for another does not count',
      facts: facts([value(KEY, apiKeyText()), value(KEY, '', inConfig)]),
      expect: [],
    },
    {
      name: 'a blank one that the config fills in for',
      facts: facts([value(KEY, ''), value(KEY, quoted, inConfig)]),
      expect: [{ messageId: 'quoted', evidence: [{ kind: 'file', path: aConfig().path }] }],
    },
    {
      name: 'of a blank one that is used, other checks tell',
      facts: facts([value(KEY, '  ', inFile)]),
      expect: [],
    },
    {
      name: 'a blank one of a provider that nobody uses is noted where somebody wrote it down',
      facts: facts([value('XAI_API_KEY', '', inFile), value('GROQ_API_KEY', '')]),
      expect: [{ messageId: 'blank', subject: 'variable:XAI_API_KEY' }],
    },
    {
      name: 'two variables of one provider that differ',
      facts: facts([value(TOKEN, accessText()), value(KEY, apiKeyText(), inFile)]),
      expect: [
        {
          messageId: 'differ',
          subject: 'provider:anthropic',
          severity: 'info',
          data: { provider: 'anthropic', first: TOKEN, names: [TOKEN, KEY] },
          causedBy: ['auth/precedence!shadowed#agent:*/provider:anthropic'],
        },
      ],
    },
    {
      name: 'two that hold the same are well',
      facts: facts([value('GH_TOKEN', GITHUB), value('GITHUB_TOKEN', GITHUB)], {
        config: usingProvider('github-copilot'),
      }),
      expect: [],
    },
    {
      name: 'two of a provider that nobody uses are nobody’s trouble',
      facts: facts([value('ZAI_API_KEY', 'a'), value('Z_AI_API_KEY', 'b')]),
      expect: [],
    },
    {
      name: 'every variable of every provider is judged',
      facts: facts(
        Object.values(ENV_KEYS)
          .flat()
          .map((name) => value(name, '"k"')),
      ),
      expect: Object.entries(ENV_KEYS).flatMap(([provider, names]) =>
        names.map((name) => ({
          messageId: 'quoted' as const,
          subject: `variable:${name}`,
          severity:
            provider !== 'anthropic'
              ? ('info' as const)
              : name === TOKEN
                ? ('error' as const)
                : ('warning' as const),
        })),
      ),
    },
  ],
  { describe, it },
)

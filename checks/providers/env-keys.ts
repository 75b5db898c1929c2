import { baseUrl } from '../../plugins/clawdbot/facts/base-url.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { type EnvValue, envValues } from '../../plugins/providers/facts/env-values.js'
import { knownViews } from '../../src/auth/agent-view.js'
import { ENV_KEYS } from '../../src/auth/env-keys.js'
import { type EnvUsage, usageOf } from '../../src/auth/env-usage.js'
import { otherIssuer, shapeFault } from '../../src/auth/key-shape.js'
import { byProvider } from '../../src/auth/provider-id.js'
import type { KeyFault } from '../../src/auth/written-key.js'
import {
  defineCheck,
  type Evidence,
  type Finding,
  type Messages,
  type Severity,
  type Values,
} from '../../src/contract/index.js'

const REFUSED = 'It is sent as it stands, and {{provider}} refuses it.'

const messages = {
  quoted: {
    what: '{{name}} has quotation marks around its value in {{place|path}}.',
    why: `They are taken for a part of the key. ${REFUSED}`,
    next: 'Write the value without them.',
  },
  assignment: {
    what: '{{name}} in {{place|path}} holds a whole assignment instead of a key.',
    why: REFUSED,
    next: 'Leave only what stands after the `=`.',
  },
  broken: {
    what: '{{name}} in {{place|path}} has {{fault}} in the middle.',
    why: 'No key has one: it was probably wrapped by a terminal when it was copied, and is refused.',
    next: 'Copy the key again, in one piece.',
  },
  padded: {
    what: '{{name}} in {{place|path}} has white space around its value.',
    why: 'Clawdbot takes it off. Other programs that read the variable may not.',
  },
  foreign: {
    what: '{{name}} in {{place|path}} holds a key of {{issuer}}.',
    why: 'It is the variable of {{provider}}, which refuses it.',
    next: 'Put the key of {{provider}} there, and that of {{issuer}} into {{variable}}.',
  },
  neverUsable: {
    what: '{{name}} in {{place|path}} holds {{noun}}, with which no request can be made.',
    why: REFUSED,
    next: 'Put an API key there, or a token of `claude setup-token`.',
  },
  cut: {
    what: '{{name}} in {{place|path}} holds a token of {{length}} characters, where a whole one has over 100.',
    why: 'It was probably cut when it was copied, and is refused.',
    next: 'Copy the token again, in one piece.',
  },
  blank: {
    what: '{{name}} is set to nothing in {{place|path}}.',
    why: 'It looks as if {{provider}} had a key there, and counts as none.',
    next: 'Give it a value, or remove it.',
  },
  differ: {
    what: '{{names|list}} are all set for {{provider}}, to different values: {{first}} counts.',
    why: 'Whoever changes one of the others changes nothing, as long as the first is set.',
    next: 'Unset those that are out of date.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { envValues, stores, config, baseUrl, clock }
type Facts = Values<typeof needs>

const SEVERITY: Readonly<Record<EnvUsage, Severity>> = { used: 'error', behind: 'warning', idle: 'info' }

const NOUNS: Readonly<Record<string, string>> = {
  'anthropic-oauth-refresh': 'a refresh token',
  'anthropic-session-key': 'a session key of claude.ai',
  'anthropic-admin-key': 'an admin key',
}

const FAULTS: Partial<Readonly<Record<KeyFault, string>>> = {
  'line-break': 'a line break',
  'white-space': 'white space',
}

export default defineCheck({
  id: 'providers/env-keys',
  title: "The variables of the providers' keys hold keys",
  docsUrl: 'docs/checks/providers/env-keys.md',
  severity: 'error',
  tags: ['auth', 'providers'],
  needs,
  messages,
  applies: ({ envValues, config: { reading } }) => {
    if (reading.state !== 'ok' && reading.state !== 'absent')
      return { skip: 'the config could not be read, so it is not known which providers are in use' }
    return envValues.length > 0 ? true : { skip: 'no variable of a provider is set' }
  },
  evaluate: (facts) =>
    Object.entries(ENV_KEYS).flatMap(([provider, names]) => {
      const views = knownViews(facts.stores, facts.config.config)
      const usage = (name: string) => usageOf(name, provider, views, facts.config.envKeys, facts.clock.now)
      const effective = names.flatMap((name) => effectiveValue(name, facts.envValues))
      return [
        ...effective.flatMap((value) =>
          value.secret.blank
            ? blankFindings(value, provider, usage(value.name), facts)
            : faultFindings(value, provider, usage(value.name), facts),
        ),
        ...differFindings(effective, provider, usage(names[0] ?? '')),
      ]
    }),
})

/** The one that counts: the strongest, except that the config fills in where that is blank. */
const effectiveValue = (name: string, values: readonly EnvValue[]): readonly EnvValue[] => {
  const [first, ...others] = values.filter((value) => value.name === name)
  if (first === undefined) return []
  const filling = others.find(({ where, secret }) => where === 'config' && !secret.blank)
  return [first.secret.blank && filling !== undefined ? filling : first]
}

const placed = ({ name, path }: EnvValue) => ({
  place: path ?? 'the environment of this shell',
  evidence: [path === null ? { kind: 'environment', name } : { kind: 'file', path }] as readonly Evidence[],
})

const faultFindings = (
  value: EnvValue,
  provider: string,
  usage: EnvUsage,
  { config: { config }, baseUrl }: Facts,
): readonly Found[] => {
  const { name, secret, fault } = value
  const { place, evidence } = placed(value)
  const about = (messageId: Found['messageId'], more: Found['data'] = {}): readonly Found[] => [
    {
      messageId,
      subject: `variable:${name}`,
      severity: messageId === 'padded' ? 'info' : SEVERITY[usage],
      data: { provider, name, place, ...more },
      evidence,
    },
  ]
  if (fault === 'quoted' || fault === 'assignment') return about(fault)
  const word = fault === null ? undefined : FAULTS[fault]
  if (word !== undefined) return about('broken', { fault: word })
  // Where requests go to another address, its keys are the right ones.
  const isElsewhere =
    Boolean(byProvider(config.providers, provider)?.baseUrl) ||
    (provider === 'anthropic' && baseUrl.anthropic !== null)
  const issuer = isElsewhere ? null : otherIssuer(secret, provider)
  if (issuer !== null) return about('foreign', { issuer, variable: ENV_KEYS[issuer]?.at(-1) ?? '' })
  const shape = provider === 'anthropic' ? shapeFault(secret) : null
  if (shape === 'never') return about('neverUsable', { noun: NOUNS[secret.kind] ?? 'a secret' })
  // Of white space around it, the shape knows nothing that `padded` does not say.
  if (shape === 'cut' && fault === null) return about('cut', { length: secret.length })
  return fault === 'padded' ? about('padded') : []
}

/** What auth/precedence and auth/missing-provider do not say: they know blanks of providers in use, outside of the config. */
const blankFindings = (
  value: EnvValue,
  provider: string,
  usage: EnvUsage,
  { config: { envKeys } }: Facts,
): readonly Found[] => {
  const isTold = usage !== 'idle' && Object.hasOwn(envKeys, value.name)
  // An empty variable of a shell that nobody looks at is how many scripts unset one.
  if (isTold || value.where === 'process') return []
  const { place, evidence } = placed(value)
  const data = { provider, name: value.name, place }
  return [{ messageId: 'blank', subject: `variable:${value.name}`, severity: 'info', data, evidence }]
}

const differFindings = (
  effective: readonly EnvValue[],
  provider: string,
  usage: EnvUsage,
): readonly Found[] => {
  const [first, ...others] = effective.filter(({ secret }) => !secret.blank)
  if (first === undefined || usage === 'idle' || others.every(({ secret }) => secret.equals(first.secret)))
    return []
  return [
    {
      messageId: 'differ',
      subject: `provider:${provider}`,
      severity: 'info',
      data: { provider, first: first.name, names: [first, ...others].map(({ name }) => name) },
      evidence: [first, ...others].flatMap((value) => placed(value).evidence),
      causedBy: [`auth/precedence!shadowed#agent:*/provider:${provider}`],
    },
  ]
}

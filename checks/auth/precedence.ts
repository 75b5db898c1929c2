import { config } from '../../plugins/clawdbot/facts/config.js'
import { envSources } from '../../plugins/clawdbot/facts/env-sources.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { verifications } from '../../plugins/clawdbot/facts/verifications.js'
import { clock, settings } from '../../plugins/host/facts.js'
import { knownViews } from '../../src/auth/agent-view.js'
import { judgePrecedence } from '../../src/auth/precedence.js'
import { standingOf } from '../../src/auth/verify/verdict.js'
import { defineCheck, type Messages } from '../../src/contract/index.js'

const EXPLAIN = '`{{cli}} models auth explain --provider {{provider}}{{asked}}`'

const messages = {
  meteredNow: {
    what: '{{by}} is used for {{provider}} by agent{{agents|plural}} {{agents|list}}, since the subscription {{profile}} {{reason}}.',
    why: 'Every request is paid for by use, though there is a subscription.',
    next: `Run ${EXPLAIN}: it says how to bring the subscription back.`,
  },
  meteredSoon: {
    what: 'The subscription {{profile}}, used for {{provider}} by agent{{agents|plural}} {{agents|list}}, ends at {{expiresAt|time}}; {{by}} takes over then.',
    why: 'Nobody is told, the bot goes on, and every request is paid for by use.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  meteredRefused: {
    what: '{{provider}} refuses the subscription {{profile}}, used by agent{{agents|plural}} {{agents|list}}, and {{by}} takes over.',
    why: 'Nobody is told, the bot goes on, and every request is paid for by use.',
    next: `Run ${EXPLAIN}: it says how to bring the subscription back.`,
  },
  meteredBehind: {
    what: '{{used}}, part of a subscription, is used for {{provider}} by agent{{agents|plural}} {{agents|list}}; should it fail, {{by}} takes over.',
    why: 'Then every request is paid for by use. Without that key the bot would stop instead.',
  },
  shadowed: {
    what: '{{used}} is used for {{provider}} by agent{{agents|plural}} {{agents|list}}; as long as it is, nothing looks at {{idle|list}}.',
    why: 'Whoever changes what is not used changes nothing.',
  },
  disagree: {
    what: '{{name}} is one thing in {{first|path}} and another in {{second|path}}.',
    why: 'The first counts here. A gateway that is started in another way may use the second.',
    next: 'Remove the one that is out of date.',
  },
  blankHides: {
    what: '{{name}} is set to nothing in {{first|path}}, which hides the value it has in {{second|path}}.',
    why: 'A variable that is set, even to nothing, is not set again: the bot has no key there.',
    next: 'Take {{name}} out of {{first|path}}.',
  },
  blankKey: {
    what: '{{names|list}} is set for {{provider}}, with nothing in it.',
    why: 'It looks as if there were a key, and counts as none.',
  },
} satisfies Messages

export default defineCheck({
  id: 'auth/precedence',
  title: 'What is used for each provider is what was meant to be used',
  docsUrl: 'docs/checks/auth/precedence.md',
  severity: 'warning',
  tags: ['auth', 'billing'],
  needs: { stores, config, envSources, verifications, clock, settings },
  messages,
  volatile: ['reason', 'command', 'asked'],
  applies: ({ stores, config: { config, reading } }) => {
    if (reading.state !== 'ok' && reading.state !== 'absent')
      return { skip: 'the config could not be read, so it is not known which providers are in use' }
    return knownViews(stores, config).length > 0 ? true : { skip: 'no store of an agent could be read' }
  },
  evaluate: ({ stores, config: { config, envKeys }, envSources, verifications, clock, settings }) => {
    const refused =
      verifications.state === 'asked'
        ? verifications.results.filter(({ answer }) => standingOf(answer) === 'refused')
        : []
    return judgePrecedence({
      views: knownViews(stores, config),
      files: stores,
      config,
      env: envKeys,
      sources: envSources,
      now: clock.now,
      warnWithinMs: settings.warnWithinMs,
      isRefused: (profile, agents) =>
        refused.some(
          ({ source, name, agent }) => source === 'profile' && name === profile && agents.includes(agent),
        ),
    })
  },
})

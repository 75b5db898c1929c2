import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { knownViews } from '../../src/auth/agent-view.js'
import { explicitOrders } from '../../src/auth/explicit-order.js'
import { lostLastGood } from '../../src/auth/last-good.js'
import { fileOf, viewOf } from '../../src/auth/of-agent.js'
import { judgeOrder } from '../../src/auth/order-judgement.js'
import { defineCheck, type Finding, type Messages, type Values } from '../../src/contract/index.js'

const messages = {
  unknownId: {
    what: 'The order for {{provider}} in {{path|path}} names {{id}}, which is not stored.',
    why: 'The bot passes it over without a word, so it may use another profile than was meant.',
    next: 'Run `{{cli}} doctor --fix`: it takes the id out of the order and keeps the rest.',
  },
  otherProvider: {
    what: 'The order for {{provider}} in {{path|path}} names {{id}}, which is a profile of {{belongsTo}}.',
    why: 'The bot passes it over without a word, so it may use another profile than was meant.',
    next: 'Run `{{cli}} doctor --fix`: it takes the id out of the order and keeps the rest.',
  },
  repeated: {
    what: 'The order for {{provider}} in {{path|path}} names {{id}} more than once.',
    why: 'Only the first mention counts.',
    next: 'Run `{{cli}} doctor --fix`: it keeps the first mention.',
  },
  hidesUsable: {
    what: 'The order for {{provider}} in {{path|path}} leaves agent {{follower}} no usable profile, and does not name {{hidden|list}}.',
    why: 'The bot tries only profiles that the order names, though others could be used.',
    next: 'Run `{{cli}} models auth order clear --provider {{provider}} --agent {{agent}}`.',
  },
  configHidesUsable: {
    what: 'The order for {{provider}} in {{path|path}} leaves agent {{follower}} no usable profile, and does not name {{hidden|list}}.',
    why: 'The bot tries only profiles that the order names, though others could be used.',
    next: 'Name a usable profile in `auth.order.{{key}}` of {{path|path}}, or remove that order.',
  },
  firstExpired: {
    what: 'The first profile in the order for {{provider}} in {{path|path}}, {{id}}, is {{state}}.',
    why: 'The bot skips it without a word: it goes on with the next one, or has none.',
    next: 'Renew {{id}}, or take it off the first place of that order.',
  },
  firstCooling: {
    what: 'The first profile in the order for {{provider}} in {{path|path}}, {{id}}, is in cooldown until {{until|time}}.',
    why: 'Until then the bot tries the other profiles of the order first.',
  },
  shadowed: {
    what: 'The order for {{provider}} in {{path|path}} ({{order|list}}) takes the place of the one in {{configPath|path}} ({{configured|list}}).',
    why: 'Whoever changes the order in the config changes nothing for agent {{agent}}.',
    next: 'To go by the config, run `{{cli}} models auth order clear --provider {{provider}} --agent {{agent}}`.',
  },
  lastGoodGone: {
    what: 'The profile of {{provider}} that worked last for agent {{agent}}, {{id}}, is no longer stored.',
    why: 'It changes nothing: the note is replaced when a profile of {{provider}} works again.',
  },
} satisfies Messages

const needs = { stores, config, clock }

export default defineCheck({
  id: 'auth/profile-order',
  title: 'Every order of profiles names profiles that can be used',
  docsUrl: 'docs/checks/auth/profile-order.md',
  severity: 'warning',
  tags: ['auth'],
  needs,
  messages,
  volatile: ['until'],
  applies: (facts) => {
    const { orders, views } = ordersOf(facts)
    const hasNote = views.some(({ store }) => Object.keys(store.lastGood).length > 0)
    return orders.length > 0 || hasNote ? true : { skip: 'no order is set for any agent' }
  },
  evaluate: (facts) => {
    const { orders } = ordersOf(facts)
    const { stores, config, clock } = facts
    const around = {
      files: stores,
      config: config.config,
      configPath: config.path,
      env: config.envKeys,
      now: clock.now,
    }
    return [...orders.flatMap(({ order, followers }) => judgeOrder(order, followers, around)), ...gone(facts)]
  },
})

/** Each order with those that go by it among the agents that are looked at and whose profiles are known. */
const ordersOf = ({ stores, config }: Values<typeof needs>) => {
  const views = knownViews(stores, config.config)
  const orders = explicitOrders(stores, config.config).map((order) => {
    const followers = order.followers.flatMap(({ file }) => viewOf(views, file.agent.id) ?? [])
    return { order, followers }
  })
  return { views, orders: orders.filter(({ followers }) => followers.length > 0) }
}

const gone = (facts: Values<typeof needs>): readonly Finding<typeof messages>[] =>
  lostLastGood(ordersOf(facts).views).map(({ view, owner, provider, id }) => {
    const store = fileOf(facts.stores, owner)
    return {
      messageId: 'lastGoodGone',
      subject: `agent:${view.file.agent.id}/order:${provider}`,
      severity: 'info',
      data: { agent: owner, provider, id },
      evidence: store === undefined ? [] : [{ kind: 'file', path: store.agent.storePath }],
    }
  })

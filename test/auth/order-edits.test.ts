import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeStores } from '../../src/auth/merge-stores.js'
import {
  clearOrderEdits,
  newOrderStore,
  type OrderEdits,
  orderKey,
  setOrderEdits,
  withOrder,
} from '../../src/auth/order-edits.js'
import { parseStore } from '../../src/auth/parse-store.js'
import { byProvider } from '../../src/auth/provider-id.js'
import { type AuthStore, EMPTY_STORE } from '../../src/auth/store.js'
import { applyEdits, testSeal } from './seal.js'

const { seal, reveal } = testSeal()

type Order = Readonly<Record<string, unknown>>

const documentOf = (order: unknown): Record<string, unknown> =>
  order === undefined ? { version: 1, profiles: {} } : { version: 1, profiles: {}, order }

const read = (document: unknown): AuthStore => {
  const reading = parseStore(JSON.stringify(document), seal)
  if (reading.state !== 'ok') throw new Error(reading.state)
  return reading.store
}

/** The question for an agent with this order in its own file, which inherits `main`'s where that is given. */
const ask = (order: unknown, main: Order | null = null, provider = 'anthropic') => {
  const document = documentOf(order)
  const store = main === null ? read(document) : mergeStores(read(documentOf(main)), read(document)).store
  return { document, store, provider }
}

const editsOf = (planned: OrderEdits) => {
  if ('refuse' in planned) throw new Error(planned.refuse)
  return planned.edits
}

describe('setting an order', () => {
  it.each<[string, unknown, Order | null, unknown]>([
    ['starts one where there is none', undefined, null, { anthropic: ['a', 'b'] }],
    ['starts one where it is null', null, null, { anthropic: ['a', 'b'] }],
    ['keeps the orders of others', { zai: ['z'] }, null, { zai: ['z'], anthropic: ['a', 'b'] }],
    ['reuses the spelling that is there', { Anthropic: ['x'] }, null, { Anthropic: ['a', 'b'] }],
    ['reuses the spelling of a list that is malformed', { Anthropic: 'x' }, null, { Anthropic: ['a', 'b'] }],
    ['leaves one of two spellings', { Anthropic: ['x'], anthropic: ['y'] }, null, { Anthropic: ['a', 'b'] }],
    [
      'takes over the spelling of an inherited one, which would win otherwise',
      undefined,
      { Anthropic: ['x'] },
      { Anthropic: ['a', 'b'] },
    ],
    [
      'moves its own to the spelling of an inherited one',
      { anthropic: ['y'] },
      { ANTHROPIC: ['x'] },
      { ANTHROPIC: ['a', 'b'] },
    ],
  ])('%s', (_, order, main, expected) => {
    const question = ask(order, main)
    const after = applyEdits(question.document, editsOf(setOrderEdits(question, ['a', 'b'])), reveal)
    expect(after).toEqual({ version: 1, profiles: {}, order: expected })
  })

  it('is no edit where it is the order already', () => {
    expect(setOrderEdits(ask({ Anthropic: ['a', 'b'] }), ['a', 'b'])).toEqual({ edits: [] })
  })

  it('is an edit where it has the same ids in another order', () => {
    expect(editsOf(setOrderEdits(ask({ anthropic: ['b', 'a'] }), ['a', 'b']))).toHaveLength(1)
  })

  it.each([['a text'], [['a list']], [7]])('refuses an order that is %j', (order) => {
    expect(setOrderEdits(ask(order), ['a'])).toHaveProperty('refuse')
    expect(clearOrderEdits(ask(order))).toHaveProperty('refuse')
  })
})

describe('clearing an order', () => {
  it.each<[string, unknown, unknown]>([
    ['takes out every spelling', { Anthropic: ['a'], zai: ['z'], anthropic: ['b'] }, { zai: ['z'] }],
    ['takes out an order that has nothing else', { ' ANTHROPIC ': ['a'] }, undefined],
    ['takes out a malformed list', { anthropic: 'a', zai: ['z'] }, { zai: ['z'] }],
    ['changes nothing where there is none', { zai: ['z'] }, { zai: ['z'] }],
    ['leaves an empty order that it did not empty', {}, {}],
    ['changes nothing where there is no order at all', undefined, undefined],
  ])('%s', (_, order, expected) => {
    const question = ask(order)
    const after = applyEdits(question.document, editsOf(clearOrderEdits(question)), reveal)
    expect(after.order).toEqual(expected)
  })

  it('takes an alias for the provider it stands for', () => {
    expect(editsOf(clearOrderEdits(ask({ 'z.ai': ['a'], x: ['b'] }, null, 'zai')))).toEqual([
      { at: ['order', 'z.ai'], remove: true },
    ])
  })
})

describe('any order', () => {
  const spelling = fc.constantFrom('anthropic', 'Anthropic', ' anthropic', 'zai', 'z.ai', '__proto__')
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'constructor', '__proto__'), { minLength: 1 })
  const orders = fc.option(fc.dictionary(spelling, fc.oneof(ids, fc.constant('x'), fc.constant([]))), {
    nil: undefined,
  })

  it('is the one that counts once it is set, whatever was there and whatever is inherited', () => {
    fc.assert(
      fc.property(orders, fc.option(fc.dictionary(spelling, ids)), ids, (own, main, wanted) => {
        const question = ask(own, main)
        const after = applyEdits(question.document, editsOf(setOrderEdits(question, wanted)), reveal)
        const view = main === null ? read(after) : mergeStores(read(documentOf(main)), read(after)).store
        expect(byProvider(view.order, 'anthropic')).toEqual(wanted)
        expect(byProvider(withOrder(question.store, 'anthropic', wanted).order, 'anthropic')).toEqual(wanted)
        expect(byProvider(view.order, 'zai')).toEqual(byProvider(question.store.order, 'zai'))
      }),
    )
  })

  it('is gone from the own file once it is cleared, and no other is', () => {
    fc.assert(
      fc.property(orders, (own) => {
        const question = ask(own)
        const after = read(applyEdits(question.document, editsOf(clearOrderEdits(question)), reveal))
        expect(byProvider(after.order, 'anthropic')).toBeUndefined()
        expect(byProvider(after.order, 'zai')).toEqual(byProvider(question.store.order, 'zai'))
      }),
    )
  })
})

describe('a store that is made for an order', () => {
  it('has nothing but the order, so that everything else is inherited', () => {
    const question = ask(undefined)
    const made = newOrderStore(orderKey(question), ['a'])
    expect(made).toEqual({ version: 1, profiles: {}, order: { anthropic: ['a'] } })
    const main = { ...EMPTY_STORE, lastGood: { anthropic: 'a' }, order: { zai: ['z'] } }
    expect(mergeStores(main, read(made)).store).toMatchObject({
      lastGood: { anthropic: 'a' },
      order: { zai: ['z'], anthropic: ['a'] },
    })
  })

  it('keeps what stands there already', () => {
    const base = { version: 1, profiles: { p: {} } }
    expect(newOrderStore('anthropic', ['p'], base)).toEqual({ ...base, order: { anthropic: ['p'] } })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantedByFlags } from '../../../src/app/plugins/agree.js'
import { beyond, capabilitiesOf, inBoth, rightsOf } from '../../../src/app/plugins/grant.js'
import { CAPABILITY_KINDS } from '../../../src/contract/index.js'

const right = fc.record({ kind: fc.constantFrom(...CAPABILITY_KINDS), value: fc.constantFrom('a', 'b', 'c') })
const capabilities = fc
  .uniqueArray(right, { selector: ({ kind, value }) => `${kind}:${value}` })
  .map(capabilitiesOf)

describe('what a plugin may', () => {
  it('is what is both asked for and agreed to, and nothing else', () => {
    fc.assert(
      fc.property(capabilities, capabilities, (declared, agreed) => {
        const asked = rightsOf(declared)
        const given = rightsOf(agreed)
        const granted = rightsOf(inBoth(declared, agreed))
        for (const each of granted) {
          expect(asked).toContainEqual(each)
          expect(given).toContainEqual(each)
        }
        expect(granted.length + beyond(declared, agreed).length).toBe(asked.length)
      }),
    )
  })

  const declared = { read: ['~/x'], reach: ['api.example.com', '[::1]:80'] }
  it.each([
    [{ yes: true, grant: [] }, declared],
    [{ yes: false, grant: [] }, null],
    [{ yes: false, grant: ['none'] }, {}],
    [{ yes: false, grant: ['reach:[::1]:80'] }, { reach: ['[::1]:80'] }],
    [
      { yes: false, grant: ['read:~/x', 'reach:api.example.com'] },
      { read: ['~/x'], reach: ['api.example.com'] },
    ],
  ])('by %j is %j', (flags, granted) => {
    expect(grantedByFlags(flags, declared)).toEqual(granted)
  })

  it.each([[['none', 'read:~/x']], [['read:~/y']], [['write:~/x']], [['read:']], [['read']], [['']]])(
    'cannot be given by %j',
    (grant) => {
      expect(() => grantedByFlags({ yes: false, grant }, declared)).toThrow(
        expect.objectContaining({ code: 'BAD_FLAG', exitCode: 3 }),
      )
    },
  )
})

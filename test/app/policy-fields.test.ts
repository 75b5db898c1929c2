import { expect, it } from 'vitest'
import { policyFields } from '../../src/app/policy-fields.js'
import { policed } from '../engine/policy/policed.js'

it.each([
  [{}, ''],
  [{ config: 'my file.json' }, ' --config "my file.json"'],
  [{ online: true, warnWithinMs: 2_592_000_000 }, ' --online --warn-within 2592000s'],
  [{ online: false, warnWithinMs: 1500 }, ' --warn-within 1500ms'],
])('the command that suppresses a finding finds what was found with %j', (asked, flags) => {
  const { suppressWith } = policyFields(policed(), { cli: 'doc', home: '/home/ada', asked })
  expect(suppressWith).toBe(`doc doctor suppress 00000000000000aa --reason TEXT${flags}`)
})

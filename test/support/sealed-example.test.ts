import { describe, expect, it } from 'vitest'
import { sealedReportV1 } from '../../src/report/sealed/schema.js'
import { sealedExample } from './sealed-example.js'

describe('the example of a sealed report', () => {
  it('is one', () => {
    expect(sealedReportV1.parse(sealedExample())).toEqual(sealedExample())
  })
})

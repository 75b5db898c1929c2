import { expect, it, vi } from 'vitest'
import { countFile } from '../../../src/app/support/count-file.js'
import * as loading from '../../../src/app/support/load-report.js'

it('refuses a file that fails in a way nobody thought of, and says how', async () => {
  vi.spyOn(loading, 'reportBytes').mockRejectedValueOnce(new RangeError('Maximum call stack\nsize exceeded'))
  expect(await countFile('a.json', null)).toEqual({
    reason: 'it cannot be counted: Maximum call stack size exceeded',
  })
})

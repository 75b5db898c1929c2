import { describe, expect, it } from 'vitest'
import { plotsOf } from '../../bench/plots.mjs'
import { readResults } from '../../bench/result.mjs'
import { pageWith } from '../../bench/tables.mjs'
import { files, textOf } from './files.js'

const results = readResults()
const stale = 'run `npm run bench:docs`'

describe('docs/performance.md', () => {
  const page = textOf('docs/performance.md')

  it('shows the figures that bench/results/ holds', () => {
    expect(pageWith(page, results), stale).toBe(page)
    expect(page).not.toMatch(/undefined|NaN/)
  })

  it('shows every plot, drawn from them', () => {
    const plots = plotsOf(results)
    const drawn = files.filter((file) => file.startsWith('docs/performance/'))
    expect(drawn.toSorted(), stale).toEqual(
      Object.keys(plots)
        .map((name) => `docs/performance/${name}`)
        .toSorted(),
    )
    for (const [name, plot] of Object.entries(plots)) {
      expect(textOf(`docs/performance/${name}`), stale).toBe(plot)
      expect(plot).not.toMatch(/undefined|NaN|Infinity/)
      expect(page).toContain(`(performance/${name})`)
    }
  })
})

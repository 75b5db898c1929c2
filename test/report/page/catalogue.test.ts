import { describe, expect, it } from 'vitest'
import { runDoctor } from '../../../src/index.js'
import { renderPage } from '../../../src/report/page/render-page.js'
import { machineOf } from '../../e2e/in-process.js'
import { states } from '../../healing/states.js'
import { build, healthyWorld } from '../../healing/world.js'
import { sealedExample } from '../../support/sealed-example.js'
import { elementsIn, textOf } from './reading.js'

const plain = (prose: string): string => prose.replaceAll('`', '')

/** What somebody sees who reads no further than the verdict. */
const verdictIn = (html: string) => {
  const [headline = ''] = elementsIn(html, 'h1').map(textOf)
  const [whole = ''] = elementsIn(html, 'header').map(textOf)
  return { headline, whole }
}

describe('the verdict of a page', () => {
  it.each(states.map((state) => [state.name, state] as const))(
    'says what is the matter, and what to do, where %s',
    async (_, state) => {
      const world = healthyWorld()
      state.make(world)
      const { home, env } = build(world)
      const report = await runDoctor({ machine: machineOf(home, { env }), sync: false })
      const sealed = sealedExample({ report, createdAt: report.run.startedAt })
      const { headline, whole } = verdictIn(renderPage(sealed, { script: '', style: '' }))
      const causes = report.checks.flatMap(({ id, findings }) =>
        findings.filter(({ messageId }) => state.finds.includes(`${id}!${messageId}`)),
      )
      // A note is no verdict, but stands beside it.
      const place = report.summary.status === 'healthy' ? whole : headline
      const cause = causes.find(({ what }) => place.includes(plain(what)))
      expect(cause, headline).toBeDefined()
      expect(whole).toContain(plain(cause?.next ?? ''))
    },
  )
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { packArchive } from '../../../src/archive/index.js'
import type { SealedReport } from '../../../src/report/sealed/schema.js'
import { canBrowse } from '../../setup/chromium.js'
import { sealedExample } from '../../support/sealed-example.js'
import { aCheck, aFinding } from '../documents.js'
import { HOSTILE, hostileExample } from './hostile.js'
import { openedPages } from './opened.js'

const example = sealedExample()

/** The same machine a day later: the order was mended, a key is quoted now, and another token is used. */
const later = (): SealedReport => {
  const checks = example.report.checks.filter(({ id }) => id !== 'auth/profile-order')
  const quoted = aFinding({
    id: '00112233445566aa',
    messageId: 'quoted',
    severity: 'warning',
    what: 'A key is quoted.',
  })
  return sealedExample({
    createdAt: '2026-01-16T12:00:00.000Z',
    report: {
      ...example.report,
      checks: [...checks, aCheck({ id: 'providers/env-keys', findings: [quoted] })],
    },
    facts: example.facts.map((fact) =>
      fact.id === 'host/account' ? { ...fact, status: 'denied', value: null } : fact,
    ),
    credentials: example.credentials.slice(1),
  })
}

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

const dropOn = async (tab: Page, name: string, bytes: Uint8Array): Promise<void> => {
  const transfer = await tab.evaluateHandle(
    `(() => { const transfer = new DataTransfer(); transfer.items.add(new File([Uint8Array.from(atob('${Buffer.from(bytes).toString('base64')}'), (c) => c.charCodeAt(0))], ${JSON.stringify(name)})); return transfer })()`,
  )
  await tab.dispatchEvent('main', 'dragover', { dataTransfer: transfer })
  await tab.dispatchEvent('main', 'drop', { dataTransfer: transfer })
}

const told = async (tab: Page): Promise<string> => {
  await tab.locator('#compare-said', { hasText: /^Compared|was not taken/ }).waitFor()
  return (await tab.locator('#compare-said').textContent()) ?? ''
}

const blockOf = (tab: Page, title: string): Promise<readonly string[]> =>
  tab.locator(`#comparison h3:has-text("${title}") + ul > li`).allTextContents()

describe.skipIf(!canBrowse('comparing reports in a page'))(
  'a page on which another report is dropped',
  () => {
    const open = openedPages()

    it('tells what is new, gone and still there, and what else differs', async () => {
      const { tab, said } = await open(example)
      await dropOn(tab, 'later.json', bytesOf(later()))
      expect(await told(tab)).toBe(
        'Compared with later.json: 1 new, 1 gone, 3 persisting findings; 1 changed fact.',
      )
      expect(await blockOf(tab, 'New findings')).toEqual([expect.stringContaining('A key is quoted.')])
      expect(await blockOf(tab, 'Gone findings')).toEqual([expect.stringContaining('names anthropic:dead')])
      expect(await blockOf(tab, 'Persisting findings')).toHaveLength(3)
      expect(await blockOf(tab, 'Credentials')).toEqual([expect.stringContaining('anthropic:claude-cli')])
      expect((await blockOf(tab, 'Changed facts')).join()).toContain('ok → denied')
      expect(await tab.locator('.sides').textContent()).toMatch(/Beforethis report.*Afterthe other report/)
      expect(said).toEqual([])
      await tab.context().close()
    })

    it('takes the earlier of the two for the one before, whichever was dropped', async () => {
      const { tab } = await open(later())
      await dropOn(tab, 'earlier.json', bytesOf(example))
      await told(tab)
      expect(await blockOf(tab, 'New findings')).toEqual([expect.stringContaining('A key is quoted.')])
      expect(await tab.locator('.sides').textContent()).toMatch(/Beforethe other report.*Afterthis report/)
      await tab.context().close()
    })

    it('takes an archive and a page, dropped or chosen', async () => {
      const { tab } = await open(example)
      const other = await open(later())
      const archive = await packArchive([{ name: 'report.json', bytes: bytesOf(later()) }], { mtimeMs: 0 })
      const files = [
        ['report.tar.gz', Buffer.from(archive)],
        ['report.html', Buffer.from(other.html)],
      ] as const
      for (const [name, buffer] of files) {
        await tab.getByLabel('Choose another report').setInputFiles({ name, mimeType: '', buffer })
        await tab.getByText(`Compared with ${name}: 1 new, 1 gone`).waitFor()
      }
      expect(await tab.evaluate('document.activeElement.id')).toBe('comparison')
      await tab.context().close()
      await other.tab.context().close()
    })

    it('says why a file is not taken, and stays where it is', async () => {
      const { tab, said } = await open(example)
      const address = tab.url()
      await dropOn(tab, 'photo.html', Buffer.from('<script>globalThis.evil = 1</script>'))
      expect(await told(tab)).toBe(
        'photo.html was not taken. It is a page, and not that of a support report.',
      )
      await dropOn(tab, 'deep.json', Buffer.from(`{"sealedVersion":1,"a":${'['.repeat(200_000)}`))
      await tab.getByText('deep.json was not taken.').waitFor()
      expect(tab.url()).toBe(address)
      expect(said).toEqual([])
      await tab.context().close()
    })

    it('makes text of all that a hostile report holds', async () => {
      const { tab, said } = await open(example)
      const count = () =>
        tab.evaluate('document.querySelectorAll("img, iframe, script, b.evil, style").length')
      const before = await count()
      await dropOn(tab, `${HOSTILE.slice(0, 60)}.json`, bytesOf({ ...hostileExample(), case: example.case }))
      await told(tab)
      expect(await tab.locator('#comparison').textContent()).toContain('onerror="globalThis.evil=1"')
      expect(await count()).toBe(before)
      expect(await tab.evaluate('typeof globalThis.evil')).toBe('undefined')
      expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(said).toEqual([])
      await tab.context().close()
    })

    it('bears ten thousand findings on both sides', async () => {
      const [first, ...others] = example.report.checks
      const findings = Array.from({ length: 10_000 }, (_, index) =>
        aFinding({ id: `${index}`, what: `It is ${index}.` }),
      )
      const checks = [{ ...(first ?? aCheck()), findings }, ...others]
      const many = sealedExample({ report: { ...example.report, checks } })
      const { tab, said } = await open(many)
      await dropOn(tab, 'many.json', bytesOf({ ...many, createdAt: '2026-01-17T00:00:00.000Z' }))
      expect(await told(tab)).toContain('0 new, 0 gone, 10004 persisting')
      expect(await blockOf(tab, 'Persisting findings')).toHaveLength(201)
      expect(said).toEqual([])
      await tab.context().close()
    })
  },
)

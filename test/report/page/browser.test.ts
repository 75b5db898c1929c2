import { describe, expect, it } from 'vitest'
import { axeFaults } from '../../setup/axe.js'
import { canBrowse } from '../../setup/chromium.js'
import { sealedExample } from '../../support/sealed-example.js'
import { hostileExample } from './hostile.js'
import { openedPages } from './opened.js'
import { attention, healthy, REMOVED } from './reports.js'

describe.skipIf(!canBrowse("a support report's page in a browser"))('the page in a browser', () => {
  const open = openedPages()
  const reports = {
    broken: sealedExample(),
    attention: attention(),
    healthy: healthy(),
    hostile: hostileExample(),
  }
  const everywhere = [1280, 360].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => [width, scheme] as const),
  )

  it.each([
    ...everywhere.map((where) => ['broken', ...where] as const),
    ...everywhere.map((where) => ['hostile', ...where] as const),
    ['attention', 1280, 'light'] as const,
    ['attention', 360, 'dark'] as const,
    ['healthy', 360, 'light'] as const,
  ])('is accessible and nowhere too wide: %s, at %i pixels, %s', async (kind, width, colorScheme) => {
    const how = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true }
    const { tab } = await open(reports[kind], how, { redactions: REMOVED })
    await tab.keyboard.press('e')
    expect(await tab.evaluate('document.querySelectorAll("main details:not([open])").length')).toBe(0)
    expect(await axeFaults(tab)).toEqual([])
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await tab.context().close()
  })

  it('acts under its own policy, says nothing and asks for nothing', async () => {
    for (const sealed of Object.values(reports)) {
      const { tab, said, html } = await open(sealed)
      expect(html.length - JSON.stringify(sealed).length).toBeLessThan(150_000)
      expect(await tab.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius")).toBe(
        '10px',
      )
      expect(await tab.locator('#drop').isVisible()).toBe(true)
      await tab.keyboard.press('/')
      await tab.keyboard.type('a')
      expect(said).toEqual([])
      await tab.context().close()
    }
  })

  it('makes markup of nothing, in the search and in the page', async () => {
    const { tab } = await open(hostileExample())
    const before = await tab.evaluate('document.querySelectorAll("img, iframe, script, b.evil").length')
    await tab.getByLabel('Search all facts').fill('onerror')
    expect(await tab.locator('#hits li').count()).toBeGreaterThan(0)
    expect(await tab.evaluate('document.querySelectorAll("img, iframe, script, b.evil").length')).toBe(before)
    expect(before).toBe(2)
    expect(await tab.title()).toMatch(/^Support report of /)
    expect(await tab.evaluate('typeof globalThis.evil')).toBe('undefined')
    // What makes markup of text is shut to the page's own script as well.
    expect(
      await tab.evaluate('(() => { try { document.body.innerHTML = "x" } catch { return "shut" } })()'),
    ).toBe('shut')
    await tab.context().close()
  })

  it('tells all that matters without JavaScript', async () => {
    const { tab } = await open(sealedExample(), { javaScriptEnabled: false })
    const heading = tab.getByRole('heading', { level: 1 })
    expect(await heading.textContent()).toContain('expired 26 h ago and has no refresh token.')
    expect(await tab.locator('.hero .next').textContent()).toContain('models auth setup-token')
    expect(await tab.locator('svg.life[role=img]').count()).toBe(3)
    expect(await tab.getByText('To compare reports here, the page needs JavaScript.').isVisible()).toBe(true)
    expect(await tab.getByLabel('Search all facts').isVisible()).toBe(false)
    const fact = tab.locator('.fact', { hasText: 'host/account' })
    expect(await fact.locator('pre').isVisible()).toBe(false)
    await fact.locator('summary').click()
    expect(await fact.locator('pre').isVisible()).toBe(true)
    await tab.context().close()
  })

  it('prints what is folded, and leaves out what only a screen is for', async () => {
    const { tab } = await open(sealedExample())
    await tab.emulateMedia({ media: 'print' })
    const height = (selector: string) => tab.evaluate(`document.querySelector('${selector}').offsetHeight`)
    expect(await height('.follows')).toBeGreaterThan(50)
    expect(await height('#credentials table')).toBeGreaterThan(50)
    for (const gone of ['.contents', '.skip', '#drop', '#facts', '#keyboard'])
      expect(await tab.locator(gone).isVisible()).toBe(false)
    await tab.context().close()
  })

  it('moves nothing by itself for whoever wants it still', async () => {
    const scrolls = async (reducedMotion: 'reduce' | 'no-preference') => {
      const { tab } = await open(sealedExample(), { reducedMotion })
      const behaviour = await tab.evaluate('getComputedStyle(document.documentElement).scrollBehavior')
      await tab.context().close()
      return behaviour
    }
    expect([await scrolls('reduce'), await scrolls('no-preference')]).toEqual(['auto', 'smooth'])
  })
})

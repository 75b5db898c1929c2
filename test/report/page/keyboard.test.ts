import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canBrowse } from '../../setup/chromium.js'
import { sealedExample } from '../../support/sealed-example.js'
import { openedPages } from './opened.js'

const focused = (tab: Page): Promise<unknown> =>
  tab.evaluate('document.activeElement?.id || document.activeElement?.textContent')

describe.skipIf(!canBrowse("the keys of a support report's page"))('the page by keyboard', () => {
  const open = openedPages()

  it('begins with a way past everything, which is seen when it is reached', async () => {
    const { tab } = await open(sealedExample())
    const skip = tab.locator('.skip')
    const top = () => tab.evaluate("document.querySelector('.skip').getBoundingClientRect().top")
    expect(await top()).toBeLessThan(0)
    await tab.keyboard.press('Tab')
    expect(await focused(tab)).toBe(await skip.textContent())
    expect(await top()).toBeGreaterThan(0)
    await tab.keyboard.press('Enter')
    expect(await tab.evaluate('location.hash')).toBe('#findings')
    await tab.context().close()
  })

  it('steps through the findings, and back', async () => {
    const { tab } = await open(sealedExample())
    const at: unknown[] = []
    for (const key of ['j', 'j', 'j', 'k']) {
      await tab.keyboard.press(key)
      at.push(await focused(tab))
    }
    expect(at).toEqual(['finding-1', 'finding-4', 'finding-4', 'finding-1'])
    await tab.context().close()
  })

  it('searches the facts, and leads from a hit to its fact', async () => {
    const { tab } = await open(sealedExample())
    await tab.keyboard.press('/')
    expect(await focused(tab)).toBe('find')
    await tab.keyboard.type('timeout')
    expect(await tab.locator('#found').textContent()).toBe('1 value in 1 fact.')
    expect(await tab.locator('#hits mark').first().textContent()).toBe('timeout')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Enter')
    expect(await tab.locator('.fact[open] code').first().textContent()).toBe('gateway/port')
    await tab.context().close()
  })

  it('says that nothing matches, and shows all facts again when the search is empty', async () => {
    const { tab } = await open(sealedExample())
    await tab.keyboard.press('/')
    await tab.keyboard.type('nobody-has-this')
    expect(await tab.locator('#found').textContent()).toBe('Nothing in the facts matches.')
    expect(await tab.locator('#fact-list').isVisible()).toBe(false)
    await tab.getByLabel('Search all facts').fill('')
    expect(await tab.locator('#fact-list').isVisible()).toBe(true)
    await tab.context().close()
  })

  it('opens and closes all that is folded, goes to the comparison, and shows its keys', async () => {
    const { tab } = await open(sealedExample())
    const closed = () => tab.evaluate('document.querySelectorAll("main details:not([open])").length')
    await tab.keyboard.press('e')
    expect(await closed()).toBe(0)
    await tab.keyboard.press('e')
    expect(await closed()).toBe(await tab.evaluate('document.querySelectorAll("main details").length'))
    await tab.keyboard.press('c')
    expect(await focused(tab)).toBe('other')
    await tab.evaluate('document.activeElement.blur()')
    await tab.keyboard.press('Shift+?')
    expect(await tab.locator('#keyboard dl').isVisible()).toBe(true)
    expect(await tab.locator('#keyboard kbd').allTextContents()).toEqual(['/', 'j', 'k', 'c', 'e', '?'])
    await tab.context().close()
  })

  it('leaves the keys alone for whoever holds Ctrl, types, or has turned them off', async () => {
    const { tab } = await open(sealedExample())
    await tab.keyboard.press('Control+j')
    expect(await focused(tab)).not.toBe('finding-1')
    await tab.getByLabel('Search all facts').focus()
    await tab.keyboard.type('j')
    expect(await focused(tab)).toBe('find')
    await tab.evaluate('document.activeElement.blur()')
    await tab.keyboard.press('Shift+?')
    await tab.getByLabel('Listen to these keys').uncheck()
    await tab.keyboard.press('j')
    expect(await focused(tab)).toBe('keys-on')
    await tab.context().close()
  })

  it('leads from a link to what is folded', async () => {
    const { tab } = await open(sealedExample())
    const [first] = await tab.locator('.hero dl a').all()
    await first?.focus()
    await tab.keyboard.press('Enter')
    expect(await tab.locator('#finding-2').isVisible()).toBe(true)
    expect(await tab.evaluate("document.querySelector('#finding-2').offsetHeight")).toBeGreaterThan(0)
    await tab.context().close()
  })
})

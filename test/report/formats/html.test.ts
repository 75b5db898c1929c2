import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/report/formats/html.js'
import { axeFaults } from '../../setup/axe.js'
import { canBrowse, launchChromium } from '../../setup/chromium.js'
import { aCheck, aFinding, aReport, HOME } from '../documents.js'
import { sample } from './sample.js'

const html = renderHtml({
  ...sample,
  interrupted: [{ run: '20260131T091500Z-ab', while: 'making', paths: [`${HOME}/.clawdbot/clawdbot.json`] }],
})

describe('the page', () => {
  it('allows nothing but its own style', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? []
    expect(policy.replaceAll('&#x27;', "'").split('; ')).toEqual([
      "default-src 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/]{43}='$/),
      "base-uri 'none'",
      "form-action 'none'",
    ])
    expect(html).not.toMatch(/<script|<link|<img|\sstyle=|\son\w+=|@import|url\(/)
  })

  it('folds what follows from a finding below it', () => {
    expect(html).toMatch(
      /The token expired[\s\S]*<summary>1 more finding follows from this<\/summary>[\s\S]*The first/,
    )
    expect(html.match(/<article/g)).toHaveLength(3)
  })

  it('makes code of commands, and links only to pages of the web', () => {
    expect(html).toContain('Run <code>clawdbot models auth setup-token</code>.')
    const docs = ['https://a.example/page', 'javascript:alert(1)', 'docs/checks/auth/some.md']
    const checks = docs.map((each) => aCheck({ docs: each, findings: [aFinding()] }))
    const links = [...renderHtml(aReport(checks)).matchAll(/href="([^"]*)"/g)].map((match) => match[1])
    expect(links).toEqual(['https://a.example/page'])
  })
})

describe.skipIf(!canBrowse('the HTML report in a browser'))('the page in a browser', () => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  const open = async (width: number, colorScheme: 'light' | 'dark', page: string, bypassCSP = true) => {
    if (browser === undefined) throw new Error('there is no browser')
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP })
    const tab = await context.newPage()
    const said: string[] = []
    tab.on('console', (message) => said.push(message.text()))
    tab.on('request', (request) => said.push(request.url()))
    await tab.setContent(page)
    return { tab, said }
  }

  it.each([
    [1200, 'light'],
    [1200, 'dark'],
    [400, 'light'],
    [320, 'dark'],
  ] as const)('is accessible at %i pixels in the %s, with nothing beyond its edge', async (width, scheme) => {
    const { tab } = await open(width, scheme, html.replaceAll('<details>', '<details open>'))
    expect(await axeFaults(tab)).toEqual([])
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await tab.context().close()
  })

  it('is styled under its own policy, and asks for nothing', async () => {
    const { tab, said } = await open(800, 'light', html, false)
    expect(await tab.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius")).toBe('10px')
    expect(said).toEqual([])
    await tab.context().close()
  })

  it('does nothing that a report tells it to', async () => {
    const what = '</h3></style><script>document.title = "done"</script><img src=x onerror="document.title=1">'
    const { tab, said } = await open(
      800,
      'light',
      renderHtml(aReport([aCheck({ findings: [aFinding({ what })] })])),
    )
    expect(await tab.title()).toBe('Clawdbot doctor: broken')
    expect(said).toEqual([])
    await tab.context().close()
  })

  it('shows on paper what is folded on the screen', async () => {
    const { tab } = await open(800, 'light', html)
    const folded = tab.getByText('The first of the order is expired.')
    expect(await folded.isVisible()).toBe(false)
    await tab.emulateMedia({ media: 'print' })
    expect(
      await tab.evaluate("document.querySelector('.follows').getBoundingClientRect().height"),
    ).toBeGreaterThan(50)
    await tab.context().close()
  })
})

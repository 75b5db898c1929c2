import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { bundleViewer } from '../../../scripts/build-viewer.mjs'
import { type PageAssets, type PageOptions, renderPage } from '../../../src/report/page/render-page.js'
import type { SealedReport } from '../../../src/report/sealed/schema.js'
import { launchChromium } from '../../setup/chromium.js'

/** A page as it is opened from a disk. */
export interface Opened {
  readonly tab: Page
  /** All that it printed, and every address that was asked for but its own. */
  readonly said: readonly string[]
  readonly html: string
}

type Open = (sealed: SealedReport, how?: BrowserContextOptions, options?: PageOptions) => Promise<Opened>

/** Builds the viewer and starts a browser once for the tests of a file; what it returns opens a report's page. */
export const openedPages = (): Open => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-page-'))
  let browser: Browser | undefined
  let assets: PageAssets | undefined
  beforeAll(async () => {
    assets = await bundleViewer()
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  let count = 0
  return async (sealed, how = {}, options = {}) => {
    if (browser === undefined || assets === undefined) throw new TypeError('there is no browser')
    const html = renderPage(sealed, assets, options)
    count += 1
    const path = join(folder, `${count}.html`)
    writeFileSync(path, html)
    const address = pathToFileURL(path).href
    const tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...how })).newPage()
    const said: string[] = []
    tab.on('console', (message) => said.push(message.text()))
    tab.on('pageerror', (error) => said.push(error.message))
    tab.on('request', (request) => {
      if (request.url() !== address) said.push(request.url())
    })
    await tab.goto(address)
    return { tab, said, html }
  }
}

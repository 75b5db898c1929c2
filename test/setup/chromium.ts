import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { isAtHand } from './at-hand.js'

/** Where Debian, and most others, have it. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

/** Whether there is a browser; where there is none, one sentence says what is skipped for want of it. */
export const canBrowse = (what: string): boolean => isAtHand(CHROMIUM !== undefined, 'Chromium', what)

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

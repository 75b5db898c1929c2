import type { Plugin } from '../src/contract/index.js'
import claudeCode from './claude-code/index.js'
import clawdbot from './clawdbot/index.js'
import codex from './codex/index.js'
import gateway from './gateway/index.js'
import host from './host/index.js'
import openclaw from './openclaw/index.js'
import providers from './providers/index.js'
import qwen from './qwen/index.js'

/** The plugins that come with this program, in the order in which their checks are listed. */
export const bundledPlugins: readonly Plugin[] = [
  host,
  claudeCode,
  codex,
  qwen,
  clawdbot,
  providers,
  gateway,
  openclaw,
]

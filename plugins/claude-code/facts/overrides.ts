import { claudeSettingsPath } from '../../../src/auth/claude-code/config-dir.js'
import { type ClaudeOverride, claudeOverrides } from '../../../src/auth/claude-code/environment.js'
import { NO_SETTINGS, parseClaudeSettings } from '../../../src/auth/claude-code/settings.js'
import { defineFact } from '../../../src/contract/index.js'

/** What Claude Code would use before its stored login, strongest first: the environment's and its settings'. */
export const overrides = defineFact({
  id: 'claude/overrides',
  collect: async (context): Promise<readonly ClaudeOverride[]> => {
    const found = await context.fs.readText(claudeSettingsPath(context))
    const parsed = found.state === 'ok' ? parseClaudeSettings(found.text, context.seal) : null
    const settings = parsed?.state === 'ok' ? parsed.settings : NO_SETTINGS
    return claudeOverrides(context.env, context.seal, settings)
  },
})

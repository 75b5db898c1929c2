import { expect, it } from 'vitest'
import { renderMarkdown } from '../../../src/report/formats/markdown.js'
import { sample } from './sample.js'

it('Markdown reads as an issue would be written by hand', () => {
  expect(renderMarkdown(sample)).toBe(`# Clawdbot doctor: broken

1 error, 1 warning, 1 note, 1 suppressed, 1 check not judged, 1 plugin not loaded; 1 check passed, 1 skipped.

## Errors

### The token expired 3 d ago.

- **Why:** The bot gets no answer with it.
- **Next:** Run \`clawdbot models auth setup-token\`.
- **Where:** \`~/.clawdbot/agents/main/agent/auth-profiles.json:3:7\`
- **Check:** \`auth/expiry!expired\` (agent main, profile anthropic:work)

## Warnings

### The first of the order is expired.

- **Follows from:** The token expired 3 d ago.
- **Why:** It matters.
- **Where:** \`$ANTHROPIC_API_KEY\`
- **Check:** \`auth/profile-order!firstExpired\` (agent main, order anthropic)

## Notes

### A note.

- **Why:** It matters.
- **Next:** Mend it.
- **Where:** \`/etc/clawdbot/ä b.json\`
- **Check:** \`auth/notes!note\` (agent main, profile anthropic:work)

## Suppressed

### It is shared.

- **Suppressed:** by the configuration: known until the move, owner ada, until 2026-12-31
- **Why:** It matters.
- **Next:** Mend it.
- **Check:** \`auth/shared!shared\` (agent main, profile anthropic:work)

## Not judged

- \`third/crash\` could not be judged: it threw
- The plugin \`fourth\` was not loaded: it has no id

## Changes

- **Planned:** Put it right (agent main, store) in ~/.clawdbot/agents/main/agent/auth-profiles.json

## Checks

| Check                | Outcome                       | Findings     | Time |
| -------------------- | ----------------------------- | ------------ | ---- |
| \`auth/expiry\`        | failed                        | 1 error      | 3 ms |
| \`auth/profile-order\` | failed                        | 1 warning    | 3 ms |
| \`auth/notes\`         | passed, with notes            | 1 note       | 3 ms |
| \`auth/shared\`        | suppressed                    | 1 suppressed | 3 ms |
| \`config/readable\`    | passed                        |              | 3 ms |
| \`claude/binary\`      | skipped: nothing in ~/bin     |              | 3 ms |
| \`third/crash\`        | could not be judged: it threw |              | 3 ms |

## Versions

| What            | Version                  |
| --------------- | ------------------------ |
| clawdbot-doctor | 0.0.0                    |
| Node            | v20.19.0                 |
| Platform        | linux                    |
| Run at          | 2026-01-15T12:00:00.000Z |
`)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

// No test, nor a program that one starts, may see the credentials of whoever runs it.
const home = mkdtempSync(join(tmpdir(), 'doctor-home-'))
process.env.HOME = home
process.env.USERPROFILE = home
for (const name of Object.keys(process.env))
  if (
    /^(CLAUDE|CLAWDBOT|ANTHROPIC|CODEX|QWEN|XDG|PI_CODING)_|^CLAUDECODE$|_(API_KEY|OAUTH_TOKEN)$/.test(name)
  )
    delete process.env[name]

afterAll(() => rmSync(home, { recursive: true, force: true }))

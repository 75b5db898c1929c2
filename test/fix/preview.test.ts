import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { HostMachine } from '../../src/ports/machine.js'
import { createRedactor } from '../../src/redact/index.js'
import { makeHome } from './home.js'
import { type Ailment, admit } from './patient.js'

const token = (letters: string) => `sk-ant-oat01-${letters.repeat(40).slice(0, 95)}`
const [OURS, NEXT, THEIRS, UNKNOWN] = [token('Abc1'), token('Def2'), token('Ghi3'), token('Jkl4')]
const KEY = `hunter-${'correct9'.repeat(4)}`

const mask = ({ known }: HostMachine) => createRedactor({ known, redactors: [] }).redact

/** What a dry run shows of a plan for a file, with the home folder taken out of its paths. */
const show = async (text: string | null, plan: NonNullable<Ailment['plan']>) => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  if (text !== null) await writeFile(path, text, { mode: 0o644 })
  const [record] = await admit({ home, path, plan }, { consent: { dryRun: true }, mask }).treat()
  return record?.diff?.replaceAll(home, '~') ?? `${record?.status}: ${record?.reason}`
}

const STORE = `{
  "version": 1,
  "profiles": {
    "theirs": { "type": "token", "token": "${THEIRS}" },
    "unparsed": { "type": "token", "token": "${UNKNOWN}" },
    "ours": { "type": "token", "token": "${OURS}", "note": "kept" },
    "key": { "type": "api_key", "key": "${KEY}" }
  }
}
`

it('shows a patch as a unified diff with pseudonyms only, and no line around it', async () => {
  const diff = await show(STORE, ({ path, sha256 }, _target, { probes }) => {
    for (const text of [OURS, THEIRS, KEY]) probes.seal(text, 'test-token')
    const set = probes.seal(NEXT, 'test-token')
    return [
      {
        op: 'patch',
        path,
        dialect: 'json',
        before: { sha256 },
        edits: [{ at: ['profiles', 'ours', 'token'], set }],
      },
    ]
  })
  const pseudonym = /\[test-token [0-9a-f]{6,}\]/g
  expect(new Set(diff.match(pseudonym)).size).toBe(2)
  expect(
    diff.replaceAll(pseudonym, '[*]').replace(/\[redacted [\w-]+\]/, '[redacted]'),
  ).toBe(`--- ~/store.json
+++ ~/store.json
@@ -6,1 +6,1 @@
-    "ours": { "type": "token", "token": "[*]", "note": "kept" },
+    "ours": { "type": "token", "token": "[*]", "note": "kept" },
`)
  expect(diff).not.toMatch(/sk-ant|Abc1|Def2|Ghi3|Jkl4|hunter|correct9/)
})

it('shows a new file, its secrets sealed', async () => {
  const diff = await show(null, ({ path }, _target, { probes }) => [
    { op: 'write', path, before: 'absent', after: { json: { token: probes.seal(NEXT, 'test-token') } } },
  ])
  expect(diff.replace(/\[test-token \w+\]/, '[*]')).toBe(`--- /dev/null
+++ ~/store.json
@@ -0,0 +1,3 @@
+{
+  "token": "[*]"
+}
`)
})

it('shows a deleted file, masked', async () => {
  const diff = await show(`${UNKNOWN}\n`, ({ path, sha256 }) => [{ op: 'delete', path, before: { sha256 } }])
  expect(diff).toMatch(/^--- ~\/store\.json\n\+\+\+ \/dev\/null\n@@ -1,1 \+0,0 @@\n-\[redacted [\w-]+\]\n$/)
})

it.runIf(process.platform !== 'win32')('shows a change of permissions', async () => {
  expect(await show('{}', ({ path }) => [{ op: 'chmod', path, before: 0o644, after: 0o600 }])).toBe(
    'mode 0644 → 0600  ~/store.json\n',
  )
  const diff = await show('{}', ({ path, sha256 }) => [
    { op: 'write', path, before: { sha256 }, after: '[]', mode: 0o600 },
  ])
  expect(diff).toMatch(/^mode 0644 → 0600 {2}~\/store\.json\n--- ~\/store\.json\n/)
})

it('shows nothing where redaction fails', async () => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, STORE)
  const failing = () =>
    createRedactor({
      known: () => {
        throw new Error('no index')
      },
      redactors: [],
    }).redact
  const [record] = await admit({ home, path }, { consent: { dryRun: true }, mask: failing }).treat()
  expect(record?.diff).not.toMatch(/sk-ant|profiles|hunter/)
})

it('shows no control character of a file that a terminal would obey', async () => {
  const text = '{"a": 1}\r\n// \u001b[2J\u009b2J\u0007\u0000\rfine\r\n\ttab'
  const diff = await show(text, ({ path, sha256 }) => [{ op: 'delete', path, before: { sha256 } }])
  expect(diff).toContain('-// \\u001b[2J\\u009b2J\\u0007\\u0000\\u000dfine\r\n-\ttab')
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeArgs } from '../ports/compiled-ports.js'
import { compileFix } from './compiled-fix.js'
import { makeHome } from './home.js'
import { admit, readJournal, sha256Of } from './patient.js'

const OLD = '{\n  "kept": [1, 2]\n}\n'

/** Where a process stops for good, told on its output: code that alters the machine, `hang` being a way to do that. */
const PLACES: readonly (readonly [string, string, 'old' | 'new', readonly string[]])[] = [
  [
    'between the intent and the change',
    'writer: { ...writer, replace: (to, ...rest) => to === path ? hang() : writer.replace(to, ...rest) }',
    'old',
    ['run', 'intent'],
  ],
  [
    'between the change and the word that it was made',
    `writer: { ...writer, replace: async (to, ...rest) => {
      const sha256 = await writer.replace(to, ...rest)
      return to === path ? hang() : sha256
    } }`,
    'new',
    ['run', 'intent'],
  ],
  [
    'in a verification that never settles',
    `writer: { ...writer, appendLine: async (...args) => {
        await writer.appendLine(...args)
        if (args[1].includes('"applied"')) isApplied = true
      } },
      probes: { ...probes, fs: { ...probes.fs, readText: (of) => isApplied ? hang() : probes.fs.readText(of) } }`,
    'new',
    ['run', 'intent', 'applied'],
  ],
]

it.each(PLACES)(
  'a process killed %s leaves a whole store and all that is needed to undo it',
  async (...place) => {
    const [, alteration, left, events] = place
    const folder = await compileFix()
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, OLD, { mode: 0o640 })
    const code = `
    import { admit } from './test/fix/patient.js'
    const hang = () => {
      console.log('here')
      setInterval(() => {}, 1000)
      return new Promise(() => {})
    }
    const [home, path] = ${JSON.stringify([home, path])}
    let isApplied = false
    admit({ home, path, lock: true }, { alter: ({ writer, probes }) => ({ ${alteration} }) }).treat()`
    const child = spawn(process.execPath, nodeArgs(code), { cwd: folder })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')

    const text = await readFile(path, 'utf8')
    expect(JSON.parse(text)).toEqual(left === 'old' ? { kept: [1, 2] } : { kept: [1, 2], done: true })
    const { folder: run, entries } = await readJournal(home)
    expect(entries.map(({ event }) => event)).toEqual(events)
    const [change] = entries[1].changes
    expect(await readFile(join(run, change.before.copy), 'utf8')).toBe(OLD)
    const after = await readFile(join(run, change.after.copy), 'utf8')
    expect(JSON.parse(after)).toEqual({ kept: [1, 2], done: true })
    expect([change.before.sha256, change.after.sha256]).toEqual([OLD, after].map(sha256Of))
    expect(sha256Of(text)).toBe(left === 'old' ? change.before.sha256 : change.after.sha256)

    expect((await stat(`${path}.lock`)).isDirectory()).toBe(true)
    const longAgo = Date.now() / 1000 - 31
    await utimes(`${path}.lock`, longAgo, longAgo)
    const records = await admit({ home, path, lock: true }).treat()
    expect(records.map(({ status }) => status)).toEqual(left === 'old' ? ['applied'] : [])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ kept: [1, 2], done: true })
  },
)

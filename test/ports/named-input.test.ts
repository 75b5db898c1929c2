import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readNamedInput } from '../../src/ports/named-input.js'
import { makeFolder } from '../setup/temp-folder.js'

describe('a file that the user named', () => {
  it('is read whole, also by a link, up to its limit', async () => {
    const folder = await makeFolder()
    writeFileSync(join(folder, 'a'), 'hello')
    symlinkSync('a', join(folder, 'link'))
    expect(String(await readNamedInput(join(folder, 'a'), 5))).toBe('hello')
    expect(String(await readNamedInput(join(folder, 'link'), 5))).toBe('hello')
    expect(await readNamedInput(join(folder, 'a'), 4)).toBeNull()
  })

  it.runIf(process.platform !== 'win32')(
    'is refused where it is no regular file, without waiting',
    async () => {
      const folder = await makeFolder()
      const pipe = join(folder, 'pipe')
      execFileSync('mkfifo', [pipe])
      await expect(readNamedInput(pipe, 9)).rejects.toThrow(`${pipe}: it is a pipe`)
      await expect(readNamedInput(folder, 9)).rejects.toThrow(`${folder}: it is a folder`)
      await expect(readNamedInput('/dev/zero', 9)).rejects.toThrow('/dev/zero: it is a device')
      await expect(readNamedInput(join(folder, 'none'), 9)).rejects.toMatchObject({ code: 'absent' })
    },
  )
})

describe('standard input', () => {
  const input = (...chunks: readonly string[]): Readable =>
    Readable.from(chunks.map((chunk) => Buffer.from(chunk)))

  it('is read to its end, and no further than its limit', async () => {
    expect(String(await readNamedInput('-', 10, input('hello', 'world')))).toBe('helloworld')
    expect(await readNamedInput('-', 9, input('hello', 'world'))).toBeNull()
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1000)
      })(),
    )
    expect(await readNamedInput('-', 100_000, endless)).toBeNull()
  })

  it('that breaks is told as such', async () => {
    const broken = new Readable({
      read: () => broken.destroy(Object.assign(new Error('x'), { code: 'EIO' })),
    })
    await expect(readNamedInput('-', 10, broken)).rejects.toThrow(/^standard input: /)
  })
})

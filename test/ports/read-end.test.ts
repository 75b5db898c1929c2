import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LeadsOutError, readEnd } from '../../src/ports/read-end.js'
import { makeFolder } from '../setup/temp-folder.js'

const laidOut = async () => {
  const root = await makeFolder()
  const within = join(root, 'logs')
  mkdirSync(within)
  writeFileSync(join(root, 'secret'), 'out')
  writeFileSync(join(root, 'logs-too'), 'out')
  writeFileSync(join(within, 'own.log'), 'own')
  symlinkSync(join(within, 'own.log'), join(within, 'current.log'))
  symlinkSync('../secret', join(within, 'out.log'))
  symlinkSync(join(root, 'logs-too'), join(within, 'near.log'))
  symlinkSync(within, join(root, 'linked'))
  return { root, within }
}

describe('the end of a file in a folder', () => {
  it.each(['own.log', 'current.log'])('is read of %s, which is in it', async (name) => {
    const { root, within } = await laidOut()
    const { bytes } = await readEnd(join(within, name), { most: 2, within })
    expect(bytes.toString()).toBe('wn')
    const linked = join(root, 'linked')
    expect(await readEnd(join(linked, name), { most: 9, within: linked })).toMatchObject({ size: 3 })
  })

  it.each(['out.log', 'near.log'])('is not read of %s, which leads out of it', async (name) => {
    const { within } = await laidOut()
    await expect(readEnd(join(within, name), { most: 9, within })).rejects.toThrow(LeadsOutError)
    expect(await readEnd(join(within, name), { most: 9 })).toMatchObject({ size: 3 })
  })

  it('is absent where there is none', async () => {
    const { within } = await laidOut()
    await expect(readEnd(join(within, 'none'), { most: 9, within })).rejects.toMatchObject({ code: 'absent' })
  })
})

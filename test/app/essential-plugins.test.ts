import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { essentialPlugins } from '../../src/app/essential-plugins.js'
import { createRegistry } from '../../src/engine/registry.js'

const essential = createRegistry(essentialPlugins)
const all = createRegistry(bundledPlugins)

describe('what every command needs of the plugins', () => {
  it('is taken in', () => {
    expect(essential.rejected).toEqual([])
    expect([...essential.checks.keys()]).toEqual(['config/readable', 'auth/store', 'auth/sync'])
  })

  it('is what the plugins themselves have', () => {
    for (const [id, check] of essential.checks) expect(all.checks.get(id)).toBe(check)
    for (const [id, fix] of essential.fixes) expect(all.fixes.get(id)).toBe(fix)
  })

  it('hides every secret that any plugin knows the form of', () => {
    expect(new Set(essential.redactors)).toEqual(new Set(all.redactors))
  })

  it('has each fix that its sync makes', () => {
    expect([...essential.fixes.keys()]).toEqual(['auth/sync'])
  })
})

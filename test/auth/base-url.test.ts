import { describe, expect, it } from 'vitest'
import { plainBaseUrl } from '../../src/auth/base-url.js'

describe('a provider’s address as it may be shown', () => {
  it.each([
    ['https://h.example/v1', 'https://h.example/v1'],
    [' https://me:pass@h.example:8/v1?key=k#x ', 'https://h.example:8/v1'],
    ['https://token@h.example', 'https://h.example'],
    ['https:\\\\me:pass@h.example', 'https:\\\\h.example'],
    ['me:pass@h.example/v1', 'h.example/v1'],
    ['https://h.example/v1/@cf/x', 'https://h.example/v1/@cf/x'],
    ['localhost:11434/v1', 'localhost:11434/v1'],
    ['', ''],
  ])('%j is %j', (written, shown) => {
    expect(plainBaseUrl(written)).toBe(shown)
  })
})

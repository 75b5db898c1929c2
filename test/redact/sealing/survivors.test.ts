import { describe, expect, it } from 'vitest'
import { findSurvivors } from '../../../src/redact/sealing/index.js'
import { noise } from '../boundary.js'

const TOKEN = noise(60, 9)
const entry = (text: string, name = 'a.log') => ({ name, bytes: Buffer.from(text) })
const look = (text: string) => findSurvivors([entry(text)], [{ text: TOKEN }])

describe('the last look at finished files', () => {
  it('names the file and the line of every secret that is left, and not the secret', () => {
    const found = findSurvivors(
      [entry('nothing'), entry(`a\n${TOKEN} ${TOKEN}\nb\n${TOKEN}`, 'b.log')],
      [{ text: TOKEN }, { text: noise(60, 10) }],
    )
    expect(found).toEqual([
      { file: 'b.log', place: 'line 2', rule: 'known' },
      { file: 'b.log', place: 'line 4', rule: 'known' },
    ])
  })

  it('finds the start of one, and one that lies in two encodings', () => {
    expect(look(`x ${TOKEN.slice(0, 14)} y`)).toHaveLength(1)
    expect(look(Buffer.from(Buffer.from(TOKEN).toString('base64')).toString('hex'))).toHaveLength(1)
    expect(look(TOKEN.slice(20, 28))).toEqual([])
  })

  it('finds one in a file of UTF-16', () => {
    const bytes = Buffer.from(`\ufeffx ${TOKEN} y`, 'utf16le')
    expect(findSurvivors([{ name: 'a', bytes }], [{ text: TOKEN }])).toHaveLength(1)
  })

  it('says nothing of what is in every such file, and finds the rest of it', () => {
    const page = `const ${TOKEN} = 1`
    expect(findSurvivors([entry(`<script>${page}</script>`)], [{ text: TOKEN }], [page])).toEqual([])
    expect(findSurvivors([entry(`${page} ${TOKEN}`)], [{ text: TOKEN }], [page])).toHaveLength(1)
  })

  it('looks for no name and nothing that is short', () => {
    const texts = ['anthropic', 'ab', '', '  '].map((text) => ({ text }))
    expect(findSurvivors([entry('anthropic ab   ')], texts)).toEqual([])
  })

  it('looks for a thousand secrets in ten megabytes in a few seconds', () => {
    const secrets = Array.from({ length: 1000 }, (_, index) => ({
      text: noise(16 + (index % 80), index + 1000),
    }))
    const text = '{\n  "a": "The gateway cannot use the \\"token\\".",\n  "b": [1, 2]\n}\n'.repeat(160_000)
    const begun = performance.now()
    expect(findSurvivors([entry(text + secrets[7]?.text)], secrets)).toHaveLength(1)
    // About one second where nothing else runs.
    expect(performance.now() - begun).toBeLessThan(30_000)
  }, 60_000)
})

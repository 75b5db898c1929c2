import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { nameSecrets } from '../../../src/app/support/name-secrets.js'
import { createSeal } from '../../../src/ports/secret.js'
import { casePseudonyms } from '../../../src/redact/sealing/index.js'

const aRun = () => {
  const { seal, known } = createSeal()
  return { seal, naming: (key: Buffer) => ({ known: known(), names: casePseudonyms(key), key }) }
}

const document = (seal: ReturnType<typeof createSeal>['seal']) => {
  const secret = seal(`sk-ant-api03-${'x'.repeat(95)}`, 'anthropic-api-key')
  return {
    secret,
    words: `It is ${secret}.`,
    blank: seal('  '),
    sha256: 'ab'.repeat(32),
    none: 'ab'.repeat(32),
  }
}

describe('the names of secrets within a case', () => {
  it('are the same in every run, though each run has names of its own', () => {
    const [one, other] = [aRun(), aRun()]
    const key = randomBytes(32)
    const [a, b] = [document(one.seal), document(other.seal)]
    expect(JSON.stringify(a)).not.toBe(JSON.stringify(b))
    expect(nameSecrets(a, one.naming(key))).toEqual(nameSecrets(b, other.naming(key)))
  })

  it('are other ones in another case, with all else that could link the two', () => {
    const run = aRun()
    const found = document(run.seal)
    const [one, other] = [1, 2].map(() => JSON.stringify(nameSecrets(found, run.naming(randomBytes(32)))))
    const digits = (text = ''): readonly string[] => text.match(/\b[0-9a-f]{6,}\b/g) ?? []
    expect(digits(one).filter((each) => digits(other).includes(each))).toEqual(['ab'.repeat(32)])
  })

  it('stand in words as they stand in data', () => {
    const run = aRun()
    const named = nameSecrets(document(run.seal), run.naming(randomBytes(32))) as {
      secret: { $secret: { pseudonym: string } }
      words: string
    }
    expect(named.words).toBe(`It is ${named.secret.$secret.pseudonym}.`)
  })
})

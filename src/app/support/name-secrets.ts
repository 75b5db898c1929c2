import { createHmac } from 'node:crypto'
import { isMapping } from '../../auth/mapping.js'
import { tokenKind } from '../../auth/token-kind.js'
import type { SealedSecret, Secret } from '../../contract/index.js'
import type { CasePseudonyms } from '../../redact/sealing/index.js'

/** A name that a run has given to a secret. */
const RUN_NAME = /\[[^[\]]{1,100} [\da-f]{6,64}\]/g
const DIGEST = /^[\da-f]{64}$/

/** What is known of a run's secrets, and how they are called in its case. */
export interface SecretNaming {
  readonly known: readonly { readonly text: string; readonly secret: Secret }[]
  readonly names: Pick<CasePseudonyms, 'secretName'>
  readonly key: Buffer
}

/**
 * A document as JSON in which every secret that the run has sealed has its name of the case in place of the one of this
 * run, which is another each time. So have the hashes of files: one that stays the same would link two cases.
 */
export const nameSecrets = (document: unknown, { known, names, key }: SecretNaming): unknown => {
  const plain: unknown = JSON.parse(JSON.stringify(document))
  const byRunName = new Map(
    known.map(({ text, secret }) => [secret.pseudonym, names.secretName(text, tokenKind(text))]),
  )
  for (const { $secret } of blankSecrets(plain))
    byRunName.set($secret.pseudonym, names.secretName(' '.repeat($secret.length), $secret.kind))
  const renamed = (text: string): string => text.replaceAll(RUN_NAME, (name) => byRunName.get(name) ?? name)
  const keyed = (text: string): string => createHmac('sha256', key).update(`digest:${text}`).digest('hex')

  const visit = (node: unknown, under: string): unknown => {
    if (typeof node === 'string') return under === 'sha256' && DIGEST.test(node) ? keyed(node) : renamed(node)
    if (Array.isArray(node)) return node.map((item) => visit(item, under))
    if (!isMapping(node)) return node
    return Object.fromEntries(
      Object.entries(node).map(([name, child]) => [renamed(name), visit(child, name)]),
    )
  }
  return visit(plain, '')
}

/** Those of white space alone: nobody has to find them again, so the run keeps no list of them. */
const blankSecrets = (node: unknown): readonly SealedSecret[] => {
  if (typeof node !== 'object' || node === null) return []
  if (isSealedSecret(node)) return node.$secret.blank ? [node] : []
  return Object.values(node).flatMap(blankSecrets)
}

const isSealedSecret = (node: object): node is SealedSecret =>
  '$secret' in node &&
  isMapping(node.$secret) &&
  typeof node.$secret.pseudonym === 'string' &&
  typeof node.$secret.length === 'number'

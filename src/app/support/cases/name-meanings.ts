import { tokenKind } from '../../../auth/token-kind.js'
import { casePseudonyms } from '../../../redact/sealing/index.js'
import { shortPath } from '../../../report/message.js'
import type { CaseNames } from '../../../report/report-case-schema.js'
import { openRun, type Run, type RunSurroundings } from '../../open-run.js'
import { authFound } from '../auth-found.js'
import { credentialLives } from '../credential-lives.js'
import { expectCase } from './case-files.js'
import { expectCaseId } from './case-id.js'
import { readCaseNames } from './case-names.js'

/**
 * What the names of a case stand for: people and places as they were kept, tokens by where they lie on this machine now.
 * No token's text is in it. Writes nothing.
 */
export const nameMeanings = async (written: string, surroundings: RunSurroundings): Promise<CaseNames> => {
  const run = openRun({ sync: false }, surroundings)
  const { id, key } = await expectCase(run.machine, expectCaseId(written))
  const kept = await readCaseNames(run.machine, id)
  const names = [
    ...kept.map(({ name, kind, original }) => ({ name, kind, meaning: original })),
    ...(await tokenPlaces(run, key)),
  ]
  const byName = new Map<string, CaseNames['names'][number]>()
  for (const { name, kind, meaning } of names) {
    const before = byName.get(name)
    if (before === undefined) byName.set(name, { name, kind, meaning: [meaning] })
    else if (!before.meaning.includes(meaning)) before.meaning.push(meaning)
  }
  return { case: id, names: [...byName.values()] }
}

/** Where each token lies that is found now: one that has been renewed since has another name. */
const tokenPlaces = async (run: Run, key: Buffer) => {
  const found = await authFound(run)
  if (found === null) return []
  const { now, home } = run.machine.probes
  const lives = await credentialLives(run, found, now())
  const names = casePseudonyms(key)
  const byRunName = new Map(
    run.machine
      .known()
      .map(({ text, secret }) => [secret.pseudonym, names.secretName(text, tokenKind(text))] as const),
  )
  return lives.flatMap(({ secret, agent, name, via }) => {
    const known = secret === null ? undefined : byRunName.get(secret)
    if (known === undefined) return []
    const place = via === 'env' ? `the variable ${name}` : shortPath(name, home)
    return [{ name: known, kind: 'secret', meaning: agent === null ? place : `${place} of agent ${agent}` }]
  })
}

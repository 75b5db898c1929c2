import { accounts as accountsFact } from '../../../plugins/host/facts/accounts.js'
import { homes as homesFact } from '../../../plugins/host/facts/homes.js'
import { tokenKind } from '../../auth/token-kind.js'
import { hostName } from '../../ports/host.js'
import {
  type CasePseudonyms,
  casePseudonyms,
  createSealer,
  type People,
  type Sealer,
} from '../../redact/sealing/index.js'
import type { Run } from '../open-run.js'
import type { OpenCase } from './cases/open-case.js'

/** All by which one report is sealed. */
export interface Sealing {
  readonly case: OpenCase
  readonly names: CasePseudonyms
  readonly sealer: Sealer
  /** The name of this machine within the case. */
  readonly host: string
  /** Every secret that is known by now. */
  secrets(): readonly { readonly text: string }[]
}

export interface SealingSources {
  /** Secrets that lie on this machine beside those that facts have met. */
  readonly secrets: readonly { readonly text: string }[]
  /** Names that an earlier sealing of the same report gave. */
  readonly already?: Iterable<string>
}

/** Makes ready to seal what a run has found. Throws `SealingFailed`. */
export const openSealing = async (
  run: Run,
  ofCase: OpenCase,
  { secrets: gathered, already = [] }: SealingSources,
): Promise<Sealing> => {
  const secrets = () => [...run.machine.known(), ...gathered]
  const names = casePseudonyms(ofCase.key)
  const sealer = createSealer({
    key: ofCase.key,
    secrets,
    redactors: run.registry.redactors,
    people: await peopleOf(run),
    kindOf: tokenKind,
    already,
  })
  return { case: ofCase, names, sealer, host: names.place('host', hostName().split('.')[0] ?? ''), secrets }
}

const FIRST_PERSON = 1000
/** Nobody's. */
const AFTER_PEOPLE = 65_534

const peopleOf = async ({ machine: { probes }, facts }: Run): Promise<People> => {
  const { env, user, home, fs } = probes
  const [known, homes, real] = await Promise.all([
    facts.outcome(accountsFact),
    facts.outcome(homesFact),
    fs.stat(home),
  ])
  const people =
    known.status === 'ok' ? known.value.filter(({ uid }) => uid >= FIRST_PERSON && uid < AFTER_PEOPLE) : []
  const others = homes.status === 'ok' ? homes.value.others.map(({ path }) => path) : []
  const ofEnvironment = [env.USER, env.LOGNAME, env.USERNAME, env.SUDO_USER]
  return {
    users: distinct([user.name, ...ofEnvironment, ...people.map(({ name }) => name)]),
    hosts: distinct([hostName(), env.HOSTNAME, env.COMPUTERNAME]),
    homes: distinct([
      home,
      real.state === 'ok' ? real.realPath : '',
      ...people.map((each) => each.home),
      ...others,
    ]),
  }
}

const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(texts.filter((text): text is string => text !== undefined && text !== '')),
]

import { bundledPlugins } from '../../../plugins/index.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import { version } from '../package-root.js'
import { authFound } from './auth-found.js'
import { credentialLives } from './credential-lives.js'
import { foundFacts } from './found-facts.js'
import type { Look } from './look-around.js'
import { modelChoices } from './model-choices.js'

/** All of a report that has to be sealed: names and secrets are in it as this run has them. */
export type Unsealed = Omit<SealedReport, 'sealedVersion' | 'case' | 'createdAt' | 'host'>

/** Everything that was found out, but for what is included as files. `cli` is the name this program was called by. */
export const describeMachine = async (
  { opened, report, startedAt }: Look,
  cli: string,
): Promise<Unsealed> => {
  const { run, config } = opened
  const around = { cli, home: run.machine.probes.home }
  const found = await authFound(run)
  return {
    plugins: pluginsOf({ opened, report }),
    checkSettings: Object.fromEntries(
      Object.entries(config?.config.checks ?? {}).flatMap(([id, { options }]) =>
        options === undefined ? [] : [[id, { options } as SealedReport['checkSettings'][string]]],
      ),
    ),
    report,
    facts: foundFacts(run.facts.outcomes()),
    credentials: found === null ? [] : await credentialLives(run, found, startedAt),
    choices: found === null ? [] : modelChoices(found, startedAt, around),
    included: [],
  }
}

const pluginsOf = ({ opened, report }: Pick<Look, 'opened' | 'report'>): SealedReport['plugins'] => {
  const registered = new Set(opened.run.registry.plugins)
  return [
    ...bundledPlugins
      .filter(({ id }) => registered.has(id))
      .map(({ id }) => ({ id, version, origin: 'bundled' })),
    ...(report.plugins ?? []).map(({ id, version, origin }) => ({ id, version, origin })),
  ]
}

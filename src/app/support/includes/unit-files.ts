import { services as servicesFact } from '../../../../plugins/host/facts/services.js'
import type { PolicedRun } from '../../open-policed-run.js'
import type { FoundFile } from './included-file.js'
import { asText, foundFile } from './read-text.js'

/** What the gateway's services are started with: their units with all drop-ins, or property lists. */
export const unitFiles = async ({ run }: PolicedRun): Promise<readonly FoundFile[]> => {
  const outcome = await run.facts.outcome(servicesFact)
  const services = outcome.status === 'ok' ? outcome.value.services : []
  const paths = new Set(services.flatMap(({ path, dropIns }) => [path, ...dropIns]))
  const found = await Promise.all(
    [...paths].map((path) => foundFile('units', path, run.machine.probes, asText)),
  )
  return found.flatMap((file) => (file === null ? [] : [file]))
}

import { config as configFact } from '../../../../plugins/clawdbot/facts/config.js'
import { parseConfig } from '../../../auth/parse-config.js'
import { configPath } from '../../../auth/paths.js'
import { parseJson5 } from '../../../json/parse.js'
import type { PolicedRun } from '../../open-policed-run.js'
import type { FoundFile } from './included-file.js'
import { foundFile } from './read-text.js'

/** Clawdbot's config with what it includes, and the doctor's own settings. */
export const configFiles = async ({ run, config }: PolicedRun): Promise<readonly FoundFile[]> => {
  const { probes } = run.machine
  const outcome = await run.facts.outcome(configFact)
  const included = outcome.status === 'ok' ? outcome.value.included : []
  const paths = [configPath(probes), ...included, ...(config === null ? [] : [config.path])]
  const found = await Promise.all(
    [...new Set(paths)].map((path) => foundFile('config', path, probes, asData)),
  )
  return found.flatMap((file) => (file === null ? [] : [file]))
}

/** As data, so that what stands under a key is sealed by what the key says; its comments, which may say anything, go. */
const asData = (text: string) => {
  const parsed = parseJson5(text)
  return { content: parsed.state === 'ok' ? { value: parsed.value } : { text }, cut: false }
}

/** What a config sets that only reports ask for; null where it cannot be read. */
export const rawConfig = async ({
  run,
}: Pick<PolicedRun, 'run'>): Promise<Readonly<Record<string, unknown>> | null> => {
  const { probes } = run.machine
  const found = await probes.fs.readText(configPath(probes))
  const parsed = found.state === 'ok' ? parseConfig(found.text) : null
  return parsed?.state === 'ok' ? parsed.value : null
}

import { type ConfigFact, config as configToken } from '../../plugins/clawdbot/facts/config.js'
import {
  type ConfigEntry,
  configEdits,
  entryMissing,
  type FileEdits,
  type NoEdits,
} from '../auth/config-edits.js'
import { type ConfigFile, configFiles, holdersOf } from '../auth/config-files.js'
import type { Change, ProbeFs, ReadResult } from '../contract/index.js'
import { createFactStore } from '../engine/fact-store.js'
import type { JsonEdit } from '../json/edit.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/**
 * What makes the config say what an entry asks for: nothing where it says so already, a new file where there is none.
 * Throws a {@link Refusal} where no edit of its files would have that effect and no other.
 */
export const configChanges = async (
  run: Run,
  { path, reading, config }: ConfigFact,
  entry: ConfigEntry,
): Promise<readonly Change[]> => {
  const { id, provider, mode } = entry
  if (reading.state === 'absent') {
    const profiles = Object.fromEntries([[id, { provider, mode }]])
    return [{ op: 'write', path, before: 'absent', after: { json: { auth: { profiles } } } }]
  }
  const { fs, platform } = run.machine.probes
  const files = await configFiles(path, platform, fs.readText)
  const planned = configEdits(files, config, entry)
  if ('refuse' in planned) throw refusalFor(planned, provider)
  await rehearse(run, files, planned, entry)
  return planned.map(({ file, edits }) => ({
    op: 'patch',
    path: file.path,
    dialect: 'json5',
    before: { sha256: file.sha256 },
    edits,
  }))
}

/** The file that says what a config says of a profile; the config itself where none does yet. */
export const entryPath = async (run: Run, config: ConfigFact, id: string): Promise<string> => {
  const { fs, platform } = run.machine.probes
  const files = await configFiles(config.path, platform, fs.readText)
  return holdersOf(files, ['auth', 'profiles', id]).at(-1)?.file.path ?? config.path
}

const WHY: Readonly<Record<NoEdits['refuse'], (provider: string) => string>> = {
  'order-in-several-files': (provider) => `the order of ${provider} is put together from several files`,
  'order-is-a-file': (provider) => `the order of ${provider} does not stand in an object of one file`,
  'included-twice': () => 'the file to be edited is included more than once',
}

const refusalFor = ({ refuse, paths }: NoEdits, provider: string): Refusal =>
  split(WHY[refuse](provider), paths)

const split = (why: string, paths: readonly string[]): Refusal =>
  new Refusal(
    'CONFIG_SPLIT',
    `Nothing was changed: ${why}${paths.length === 0 ? '' : ` (${[...new Set(paths)].join(', ')})`}.`,
    'Make that change by hand in the file where it belongs, then run this again.',
  )

/** Reads the edited texts as the config would be read, before anything is written. */
const rehearse = async (
  run: Run,
  files: readonly ConfigFile[],
  planned: readonly FileEdits[],
  entry: ConfigEntry,
): Promise<void> => {
  if (planned.length === 0) return
  const texts = new Map<string, string>()
  for (const { file, edits } of planned)
    texts.set(file.path, await edited(file, edits as readonly JsonEdit[]))
  const { probes } = run.machine
  const { agent, warnWithinMs, timeoutMs } = run.settings
  const facts = createFactStore(
    { ...probes, fs: withTexts(probes.fs, texts) },
    { timeoutMs, settings: { agent, warnWithinMs } },
  )
  const outcome = await facts.outcome<ConfigFact>(configToken)
  const isRight =
    outcome.status === 'ok' &&
    outcome.value.reading.state === 'ok' &&
    entryMissing(outcome.value.config, entry) === null
  if (!isRight)
    throw split(
      `no edit of one file makes the config say what it should of ${entry.id}`,
      files.map(({ path }) => path),
    )
}

const edited = async ({ path, text }: ConfigFile, edits: readonly JsonEdit[]): Promise<string> => {
  const { editJson, EditError } = await import('../json/edit.js')
  try {
    return editJson(text, 'json5', edits)
  } catch (error) {
    if (!(error instanceof EditError)) throw error
    throw new Refusal(
      'CONFIG_NOT_EDITABLE',
      `Nothing was changed: in ${path}, ${error.message}.`,
      'Mend that by hand, then run this again.',
    )
  }
}

const withTexts = (fs: ProbeFs, texts: ReadonlyMap<string, string>): ProbeFs => ({
  ...fs,
  readText: async (path): Promise<ReadResult> => {
    const found = await fs.readText(path)
    const text = texts.get(path)
    return text === undefined || found.state !== 'ok' ? found : { ...found, text }
  },
})

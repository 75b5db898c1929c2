import { bundledPlugins } from '../../../plugins/index.js'
import { shortenHome } from '../../auth/paths.js'
import type { Change, Value } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { type CarriedOut, carryOut } from '../carry-out.js'
import { doctorConfigPath, type LoadedConfig, loadDoctorConfig } from '../doctor-config/find-config.js'
import { openRun } from '../open-run.js'
import { Refusal } from '../refusal.js'
import { canBeDisabled, disabledPlugins, WHY_NEEDED } from './disabled.js'
import { findAll } from './find-plugins.js'

export interface SwitchOptions {
  readonly id: string
  readonly to: 'on' | 'off'
  /** The file to write to; the one beside Clawdbot's config where it is left out. */
  readonly config: string | undefined
  readonly dryRun: boolean
  /** The name this program was called by. */
  readonly cli: string
}

export interface SwitchedPlugin {
  readonly id: string
  readonly state: 'on' | 'off'
  readonly status: CarriedOut['status']
  /** With `~` for the home. */
  readonly configPath: string
  /** What `--dry-run` shows. */
  readonly diff: string | null
}

/** Turns a plugin on or off in the user's settings. Throws a {@link Refusal}, with nothing changed. */
export const switchPlugin = async (options: SwitchOptions): Promise<SwitchedPlugin> => {
  const { id, to, config: named, dryRun, cli } = options
  const run = openRun({ dryRun, sync: false }, { cli })
  const { probes } = run.machine
  if (to === 'off') await refuseUnlessThere(id, run.machine.probes, cli)
  const path = doctorConfigPath(probes, named)
  const load = (): Promise<LoadedConfig | null> => loadDoctorConfig(probes, named, true)
  const isOff = async (): Promise<boolean> => disabledPlugins(await load()).includes(id)
  const { status, diff } = await carryOut(run, {
    id: to === 'off' ? 'plugins/disable' : 'plugins/enable',
    subject: `plugin:${id}`,
    touches: [],
    plan: async () => changesFor(path, await load(), id, to),
    verify: async () => ((await isOff()) === (to === 'off') ? null : `afterwards the plugin was not ${to}`),
  })
  return { id, state: to, status, configPath: shortenHome(probes, path), diff }
}

const refuseUnlessThere = async (
  id: string,
  probes: Parameters<typeof findAll>[0],
  cli: string,
): Promise<void> => {
  if (!canBeDisabled(id))
    throw new Refusal(
      'NEEDED',
      `${id} cannot be disabled: ${WHY_NEEDED}.`,
      `Run \`${cli} checks list\` for its checks.`,
    )
  const bundled = bundledPlugins.map((plugin) => plugin.id).filter(canBeDisabled)
  const known = [...bundled, ...(await findAll(probes, { paths: [] })).map((plugin) => plugin.id)]
  if (!known.includes(id))
    throw new Refusal(
      'UNKNOWN_PLUGIN',
      `There is no plugin ${id}.`,
      `These can be disabled: ${known.join(', ')}.`,
    )
}

const changesFor = (
  path: string,
  loaded: LoadedConfig | null,
  id: string,
  to: 'on' | 'off',
): readonly Change[] => {
  const before = disabledPlugins(loaded)
  if (before.includes(id) === (to === 'off')) return []
  const after = to === 'off' ? [...before, id] : before.filter((each) => each !== id)
  if (loaded === null)
    return [{ op: 'write', path, before: 'absent', after: { json: { disabledPlugins: after } }, mode: 0o600 }]
  const at = ['disabledPlugins']
  const edit = after.length === 0 ? ({ at, remove: true } as const) : { at, set: after as readonly Value[] }
  const dialect = parseJson(loaded.text).state === 'ok' ? 'json' : 'json5'
  return [{ op: 'patch', path, dialect, before: { sha256: loaded.sha256 }, edits: [edit] }]
}

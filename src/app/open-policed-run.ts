import { bundledPlugins } from '../../plugins/index.js'
import type { OpenRegistry } from '../engine/registry.js'
import type { Selection } from '../engine/select.js'
import { createMachine } from '../ports/machine.js'
import type { DoctorConfig } from '../report/doctor-config-schema.js'
import type { AdmittedPlugins } from './admit-plugins.js'
import { type LoadedBaseline, loadBaseline } from './baseline.js'
import { type LoadedConfig, loadDoctorConfig } from './doctor-config/find-config.js'
import { runSettingsOf, selectionWith } from './doctor-config/settings-of.js'
import { openRun, type Run, type RunSurroundings } from './open-run.js'
import { disabledPlugins } from './plugins/disabled.js'
import { findPlugins } from './plugins/find-plugins.js'
import { reservedBy } from './plugins/reserved.js'
import { policeOf } from './police.js'
import { type AskedSettings, withDefaults } from './settings.js'

export interface PolicyRequest extends AskedSettings, RunSurroundings {
  readonly selection?: Selection
  readonly config?: string | undefined
  /** Whether the file that `config` names need not be there yet. */
  readonly configMayBeMade?: boolean
  readonly baseline?: string | undefined
  readonly updateBaseline?: boolean
  /** Plugins for this run alone, by their paths. */
  readonly pluginPaths?: readonly string[]
}

export interface PolicedRun {
  readonly run: Run
  readonly selection: Selection
  /** Null where the user has no settings. */
  readonly config: LoadedConfig | null
  readonly baseline: LoadedBaseline | null
  /** Those of other people; null where there are none. */
  readonly plugins: AdmittedPlugins | null
}

/** Opens a run as {@link openPolicedRun} does, for as long as `act` takes: then the plugins of other people are ended. */
export const inPolicedRun = async <T>(
  asked: PolicyRequest,
  cli: string,
  act: (opened: PolicedRun) => Promise<T>,
): Promise<T> => {
  const opened = await openPolicedRun(asked, cli)
  try {
    return await act(opened)
  } finally {
    await opened.plugins?.end()
  }
}

/**
 * Opens a run that goes by the user's `clawdbot.doctor.json` and baseline; what was asked for on the command line wins.
 * Throws a {@link Refusal} where either cannot be used.
 */
export const openPolicedRun = async (asked: PolicyRequest, cli: string): Promise<PolicedRun> => {
  // How long facts may take is settled before there is a run, so the file is read on a machine of its own.
  const config = await loadDoctorConfig(
    createMachine(asked.machine).probes,
    asked.config,
    asked.configMayBeMade,
  )
  const settings = config?.config ?? {}
  const disabled = disabledPlugins(config)
  const enabled = bundledPlugins.filter(({ id }) => !disabled.includes(id))
  const opened = openRun(withDefaults(asked, runSettingsOf(settings)), {
    bundled: enabled,
    ...asked,
    disabled,
  })
  const plugins = await admitted(asked, opened, settings, { disabled, cli })
  const registry = config === null ? opened.registry : await settled(config, opened.registry)
  const run = { ...opened, registry, fixContext: { ...opened.fixContext, registry } }
  const baseline =
    asked.baseline === undefined
      ? null
      : await loadBaseline(run, { path: asked.baseline, update: asked.updateBaseline ?? false, cli })
  return {
    run: { ...run, police: await policeOf(run, settings, baseline?.findings ?? []) },
    selection: selectionWith(settings, asked.selection ?? {}, opened.registry),
    config,
    baseline,
    plugins,
  }
}

/** Loads this part of the program only where there is a plugin, and a plugin only where something has to be known of it now. */
const admitted = async (
  { outside, pluginPaths = [], selection = {} }: PolicyRequest,
  { registry, machine, settings }: Run,
  config: DoctorConfig,
  { disabled, cli }: { readonly disabled: readonly string[]; readonly cli: string },
): Promise<AdmittedPlugins | null> => {
  const bundled = reservedBy(bundledPlugins)
  const found =
    outside === undefined
      ? await findPlugins(machine.probes, { paths: pluginPaths, bundled, disabled, cli })
      : { plugins: outside, rejected: [] }
  registry.rejected.push(...found.rejected.map(({ id, reason }) => ({ id, reason })))
  if (found.plugins.length === 0) return null
  const [{ admitPlugins }, { createSandboxHost }] = await Promise.all([
    import('./admit-plugins.js'),
    import('./sandbox-host.js'),
  ])
  const host = createSandboxHost(machine, settings)
  const plugins = admitPlugins(found.plugins, registry, host, bundled.domains)
  const mentioned = new Set([
    ...Object.keys(config.checks ?? {}).map((key) => key.split('!')[0]),
    ...(config.suppressions ?? []).map(({ check }) => check),
  ])
  const byTag = (selection.tags ?? []).length > 0
  await plugins.load(
    ({ plugin: { checks } }) => checks === null || byTag || checks.some((id) => mentioned.has(id)),
  )
  return plugins
}

const settled = async (config: LoadedConfig, registry: OpenRegistry): Promise<OpenRegistry> => {
  const { withSettings } = await import('./doctor-config/against-registry.js')
  return withSettings(config, registry)
}

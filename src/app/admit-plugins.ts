import type { OpenRegistry } from '../engine/registry.js'
import { type Admitted, admit } from '../engine/sandbox/admit.js'
import type { SandboxHost } from '../engine/sandbox/host.js'
import type { OutsidePlugin } from '../engine/sandbox/outside-plugin.js'
import { createSandboxedPlugin } from '../engine/sandbox/sandboxed-plugin.js'

/** The plugins of other people that are part of a run. */
export interface AdmittedPlugins {
  readonly all: readonly Admitted[]
  /** Has those loaded whose checks `isMeant` may concern, so that all is known of them; the others are left alone. */
  load(isMeant: (plugin: Admitted) => boolean): Promise<void>
  /** Begins to start those that the checks selected belong to, as many as there is room for at once. */
  start(selected: readonly { readonly id: string }[]): void
  /** Ends all of their processes. */
  end(): Promise<void>
}

/** Puts the plugins' checks into the registry, none of whose ids may stand in a domain of `reserved`. None of their code has run yet. */
export const admitPlugins = (
  plugins: readonly OutsidePlugin[],
  registry: OpenRegistry,
  host: SandboxHost,
  reserved: ReadonlySet<string>,
): AdmittedPlugins => {
  const all = plugins.map((plugin) => admit(createSandboxedPlugin(plugin, host), registry, reserved))
  return {
    all,
    load: async (isMeant) => {
      await Promise.all(all.filter(isMeant).map((plugin) => plugin.ready()))
    },
    start: (selected) => {
      const ids = new Set(selected.map(({ id }) => id))
      const wanted = all.map((admitted) => ({
        admitted,
        checks: admitted.checks().filter((id) => ids.has(id)).length,
      }))
      const meant = wanted.filter(({ checks }) => checks > 0)
      for (const { admitted, checks } of meant) admitted.sandboxed.want(checks)
      for (const { admitted } of meant.slice(0, host.slots.most)) admitted.sandboxed.prestart()
    },
    end: async () => {
      await Promise.all(all.map(({ sandboxed }) => sandboxed.end()))
    },
  }
}

import { bindOptions } from '../../engine/check-options.js'
import type { OpenRegistry, Registry } from '../../engine/registry.js'
import { SelectionError, selectChecks } from '../../engine/select.js'
import type { DoctorConfig } from '../../report/doctor-config-schema.js'
import type { LoadedConfig } from './find-config.js'
import { notExpected, unknownName, wrongThere } from './refuse-config.js'

/**
 * The registry with the checks as the settings set them. Throws a {@link Refusal} where the settings name a check or a
 * message that is not there, or options that a check refuses.
 */
export const withSettings = (loaded: LoadedConfig, registry: OpenRegistry): OpenRegistry => {
  const { config } = loaded
  for (const key of ['only', 'skip'] as const)
    for (const [index, pattern] of (config[key] ?? []).entries())
      refuseUnknownPattern(loaded, [key, String(index)], pattern, registry)
  for (const [index, { check, messageId }] of (config.suppressions ?? []).entries()) {
    const at = ['suppressions', String(index)]
    if (check !== undefined) refuseUnknown(loaded, [...at, 'check'], check, registry, false)
    if (check !== undefined && messageId !== undefined)
      refuseUnknownMessage(loaded, [...at, 'messageId'], { check, messageId }, registry, false)
  }
  const checks = new Map(registry.checks)
  for (const [name, { severity, options }] of Object.entries(config.checks ?? {})) {
    const at = ['checks', name]
    const [id = '', ...rest] = name.split('!')
    refuseUnknown(loaded, at, id, registry, true)
    if (rest.length > 0) {
      refuseUnknownMessage(loaded, at, { check: id, messageId: rest.join('!') }, registry, true)
      if (severity === 'off') throw notExpected(loaded, [...at, 'severity'], ONLY_CHECKS)
      if (options !== undefined)
        throw wrongThere(
          loaded,
          [...at, 'options'],
          `options belong to a whole check: write them under "${id}".`,
        )
    }
    if (options !== undefined) checks.set(id, bound(loaded, [...at, 'options'], options, checks.get(id)))
  }
  return { ...registry, checks }
}

const ONLY_CHECKS =
  '"error", "warning" or "info": only a whole check can be off; what one message says is silenced under "suppressions"'

const bound = (
  loaded: LoadedConfig,
  at: readonly string[],
  options: NonNullable<NonNullable<DoctorConfig['checks']>[string]['options']>,
  check: ReturnType<Registry['checks']['get']>,
) => {
  if (check === undefined) throw new TypeError('a check that was there is gone')
  if (check.options === undefined) throw wrongThere(loaded, at, `the check ${check.id} has no options.`)
  const set = bindOptions(check, options)
  if ('fault' in set) throw wrongThere(loaded, [...at, ...set.path], `the check refuses it: ${set.fault}.`)
  return set.check
}

const refuseUnknownPattern = (
  loaded: LoadedConfig,
  at: readonly string[],
  pattern: string,
  registry: Registry,
): void => {
  try {
    selectChecks(registry, { only: [pattern] })
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error
    throw unknownName(loaded, at, pattern, {
      what: `there is no check ${pattern}`,
      known: error.known,
      isKey: false,
    })
  }
}

const refuseUnknown = (
  loaded: LoadedConfig,
  at: readonly string[],
  id: string,
  { checks }: Registry,
  isKey: boolean,
): void => {
  if (!checks.has(id))
    throw unknownName(loaded, at, id, { what: `there is no check ${id}`, known: [...checks.keys()], isKey })
}

const refuseUnknownMessage = (
  loaded: LoadedConfig,
  at: readonly string[],
  { check, messageId }: { readonly check: string; readonly messageId: string },
  { checks }: Registry,
  isKey: boolean,
): void => {
  const known = Object.keys(checks.get(check)?.messages ?? {})
  if (!known.includes(messageId))
    throw unknownName(loaded, at, messageId, {
      what: `the check ${check} has no message ${messageId}`,
      known,
      isKey,
    })
}

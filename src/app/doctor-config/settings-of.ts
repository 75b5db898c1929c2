import type { Severity } from '../../contract/index.js'
import type { Severities } from '../../engine/policy/severities.js'
import type { Registry } from '../../engine/registry.js'
import { type Selection, selectChecks } from '../../engine/select.js'
import type { DoctorConfig } from '../../report/doctor-config-schema.js'
import { parseDuration } from '../../report/duration.js'
import type { RunSettings } from '../settings.js'

/** What the settings say of a run as a whole; flags win over them. */
export const runSettingsOf = ({ warnWithin, timeout, concurrency }: DoctorConfig): Partial<RunSettings> => {
  const warnWithinMs = parseDuration(warnWithin ?? '', 's')
  const timeoutMs = parseDuration(timeout ?? '', 's')
  return {
    ...(warnWithinMs === null ? {} : { warnWithinMs }),
    ...(timeoutMs === null ? {} : { timeoutMs }),
    ...(concurrency === undefined ? {} : { concurrency }),
  }
}

export const severitiesOf = ({ checks = {} }: DoctorConfig): Severities =>
  new Map(
    Object.entries(checks).flatMap(([key, { severity }]): [string, Severity][] =>
      severity === undefined || severity === 'off' ? [] : [[key, severity]],
    ),
  )

/**
 * Which checks to run. Each flag takes the place of its key; `--tag` that of `only`. A check that `--only` names
 * outright, not by a glob, runs also where the settings skip it or turn it off.
 */
export const selectionWith = (
  { only: ownOnly = [], skip: ownSkip = [], checks = {} }: DoctorConfig,
  { only = [], skip = [], tags = [] }: Selection,
  registry: Registry,
): Selection => {
  const skipped = ownSkip.length === 0 ? [] : selectChecks(registry, { only: ownSkip }).map(({ id }) => id)
  const off = Object.keys(checks).filter((id) => checks[id]?.severity === 'off')
  const unlessNamed = (ids: readonly string[]) => ids.filter((id) => !only.includes(id))
  return {
    only: only.length + tags.length > 0 ? only : ownOnly,
    tags,
    skip: [...(skip.length > 0 ? skip : unlessNamed(skipped)), ...unlessNamed(off)],
  }
}

import { relative, sep } from 'node:path'
import { claudeCredentialsFiles, claudeSettingsPath } from '../auth/claude-code/config-dir.js'
import {
  agentsDir,
  configPath,
  expandUserPath,
  oauthDir,
  type Place,
  pathOf,
  stateDir,
} from '../auth/paths.js'
import { resolveLinks } from '../ports/link-target.js'
import { doctorConfigPath } from './doctor-config/find-config.js'

/** A file, or a folder with all that is in it, whose place no report may take. */
export interface Kept {
  /** To stand after "is". */
  readonly what: string
  readonly path: string
}

/** What the command line names. */
export interface NamedFiles {
  readonly config?: string | undefined
  readonly baseline?: string | undefined
}

/** What a run looks at or writes itself: whoever names one of these for a report has mistaken its name. */
export const keptFiles = (place: Place, { config, baseline }: NamedFiles): readonly Kept[] => {
  const { join } = pathOf(place.platform)
  return [
    ...(baseline === undefined ? [] : [{ what: 'the baseline', path: expandUserPath(place, baseline) }]),
    { what: 'where the settings of the doctor are', path: doctorConfigPath(place, config) },
    { what: "Clawdbot's config", path: configPath(place) },
    { what: "where Clawdbot's agents are", path: agentsDir(place) },
    { what: "where Clawdbot's credentials are", path: oauthDir(place) },
    { what: 'where the doctor keeps what it changed', path: join(stateDir(place), 'doctor') },
    ...claudeCredentialsFiles(place).map(({ path }) => ({ what: "Claude Code's login", path })),
    { what: 'where the settings of Claude Code are', path: claudeSettingsPath(place) },
  ]
}

/** Whether one real path is another, or in that folder. */
const isAtOrIn = (path: string, kept: string): boolean => {
  const way = relative(kept, path)
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep))
}

/** What stands where a report is to go, if a report must not. `real` has no links in it. */
export const keptAt = (real: string, kept: readonly Kept[]): string | null =>
  kept.find(({ path }) => isAtOrIn(real, realOrSame(path)))?.what ?? null

/** What cannot be looked at is taken as it is named. */
const realOrSame = (path: string): string => {
  try {
    return resolveLinks(path)
  } catch {
    return path
  }
}

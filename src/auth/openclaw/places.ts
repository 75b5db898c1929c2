import { expandUserPath, type Place, pathOf } from '../paths.js'

const override = ({ env }: Place, name: string): string | null => {
  const written = env[name]?.trim()
  return written === undefined || ['', 'undefined', 'null'].includes(written) ? null : written
}

/** OpenClaw's state folder: as its own variables say, else `.openclaw` in the home it is given. */
export const openclawDir = (place: Place): string => {
  const path = pathOf(place.platform)
  const home = expandUserPath(place, override(place, 'OPENCLAW_HOME') ?? place.home)
  const given = override(place, 'OPENCLAW_STATE_DIR')
  return given === null ? path.join(home, '.openclaw') : expandUserPath({ ...place, home }, given)
}

/** What all of OpenClaw's agents inherit from. */
export const sharedDatabase = (place: Place): string =>
  pathOf(place.platform).join(openclawDir(place), 'state', 'openclaw.sqlite')

/** Holds one folder for each agent, named by its id. */
export const openclawAgents = (place: Place): string =>
  pathOf(place.platform).join(openclawDir(place), 'agents')

export const agentDatabase = (place: Place, agent: string): string =>
  pathOf(place.platform).join(openclawAgents(place), agent, 'agent', 'openclaw-agent.sqlite')

const UNIT = /^openclaw-gateway([-@][\w.@-]*)?\.service$/
const LABEL = /^ai\.openclaw\.(?!(node|mac)$)[\w-]+$/

/** Names under which OpenClaw installs its gateway with systemd and launchd. */
export const isOpenclawUnit = (unit: string): boolean => UNIT.test(unit)
export const isOpenclawLabel = (label: string): boolean => LABEL.test(label)

import { hostname, userInfo } from 'node:os'
import type { ProbeContext } from '../contract/index.js'

type Env = ProbeContext['env']
type Platform = ProbeContext['platform']

/** Every Unix but macOS is treated as Linux. */
export const platformOf = (name: string): Platform => (name === 'darwin' || name === 'win32' ? name : 'linux')

/** A variable as the platform finds it: on Windows the case of its name does not matter. */
export const platformVariable = (env: Env, name: string, platform: Platform): string | undefined => {
  if (platform !== 'win32' || env[name] !== undefined) return env[name]
  const key = Object.keys(env).find((each) => each.toUpperCase() === name.toUpperCase())
  return key === undefined ? undefined : env[key]
}

/** Null for a user the system has no entry of, as in many containers. */
const systemUser = () => {
  try {
    return userInfo()
  } catch {
    return null
  }
}

/** The home folder; empty where neither the environment nor the system knows one. */
export const homeOf = (env: Env, platform: Platform): string =>
  platformVariable(env, platform === 'win32' ? 'USERPROFILE' : 'HOME', platform) ||
  (systemUser()?.homedir ?? '')

export const userOf = (env: Env): ProbeContext['user'] => {
  const user = systemUser()
  return {
    uid: user?.uid ?? process.getuid?.() ?? -1,
    name: user?.username ?? env.USER ?? env.LOGNAME ?? env.USERNAME ?? '',
  }
}

/** What this machine calls itself; empty where it has no name. */
export const hostName = (): string => hostname()

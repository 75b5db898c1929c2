import { type Account, accountNamed } from '../../../src/auth/service/accounts.js'
import { parseEnvironmentFile } from '../../../src/auth/service/environment-file.js'
import { profileOf } from '../../../src/auth/service/gateway-names.js'
import {
  DEFAULT_PATH,
  type GatewayService,
  portOf,
  programOf,
  type ServiceManager,
} from '../../../src/auth/service/gateway-service.js'
import { serviceEnvironment } from '../../../src/auth/service/service-environment.js'
import { type EnvironmentFile, readUnitDefinition } from '../../../src/auth/service/unit-definition.js'
import { gatewayUnits, type UnitFiles } from '../../../src/auth/service/unit-files.js'
import { SYSTEM_UNIT_FOLDERS, userUnitFolders } from '../../../src/auth/service/unit-folders.js'
import type { UnitManager } from '../../../src/auth/service/unit-specifiers.js'
import type { ProbeContext, ProbeFs } from '../../../src/contract/index.js'
import { foundOn } from './found-on.js'
import { loadedUnit, managerEnvironment } from './systemctl.js'

/** The gateway's units of this user and of the system. `answers`: whether the user's systemd could be asked. */
export interface SystemdServices {
  readonly services: readonly GatewayService[]
  readonly answers: boolean
}

export const systemdServices = async (
  context: ProbeContext,
  accounts: readonly Account[],
): Promise<SystemdServices> => {
  const user = { home: context.home, userName: context.user.name, uid: context.user.uid, env: context.env }
  const [ofUser, ofSystem] = await Promise.all([
    gatewayUnits(userUnitFolders(context), { ...user, scope: 'user' }, context.fs),
    gatewayUnits(SYSTEM_UNIT_FOLDERS, { ...user, scope: 'system' }, context.fs),
  ])
  // Nobody is asked anything on the many machines that have no such unit.
  const given = ofUser.length === 0 ? null : await managerEnvironment(context, 'user')
  const isAnswering = given !== null
  const services = await Promise.all([
    ...ofUser.map((files) => readService(files, { ...user, scope: 'user' }, given, context, accounts)),
    ...ofSystem.map((files) => readService(files, { ...user, scope: 'system' }, null, context, accounts)),
  ])
  return { services, answers: isAnswering }
}

const readService = async (
  files: UnitFiles,
  manager: UnitManager,
  given: Readonly<Record<string, string>> | null,
  context: ProbeContext,
  accounts: readonly Account[],
): Promise<GatewayService> => {
  const { unit, path, texts, unread } = files
  const isUser = manager.scope === 'user'
  const written = readUnitDefinition(texts, unit, manager)
  const loaded = isUser && given === null ? null : await loadedUnit(context, manager.scope, unit)
  const user = isUser ? null : (loaded?.user ?? written.user ?? 'root')
  const account = user === null ? null : accountNamed(accounts, user)
  const home = isUser ? manager.home : account?.home
  const own = loaded?.environment ?? written.environment
  const more = await readEnvironmentFiles(loaded?.environmentFiles ?? written.environmentFiles, context.fs)
  const environment: Record<string, string | undefined> = {
    PATH: DEFAULT_PATH.systemd,
    ...(home === undefined ? {} : { HOME: home }),
    ...given,
  }
  const set = Object.entries<string | null>({ ...own, ...more.variables })
  // What is set to something that cannot be told here is not what it was before either.
  for (const [name, value] of set) environment[name] = value ?? undefined
  const unknown = set.filter(([, value]) => value === null).map(([name]) => name)
  for (const name of written.unset) delete environment[name.split('=')[0] ?? name]
  const command = loaded?.command ?? written.command
  const searchPath = environment.PATH ?? DEFAULT_PATH.systemd
  const [claude, node] = await Promise.all(
    ['claude', 'node'].map((name) => foundOn(name, searchPath, context.fs)),
  )
  return {
    manager: `systemd-${manager.scope}` satisfies ServiceManager,
    name: unit,
    path,
    dropIns: texts.slice(1).map((each) => each.path),
    user: account?.name ?? user,
    ...programOf(command),
    profile: profileOf(command),
    port: portOf(command),
    unknown,
    finds: { claude: claude ?? null, node: node ?? null },
    missingFiles: more.missing,
    unread: [...unread, ...more.unread],
    needsReload: loaded?.needsReload ?? false,
    state: loaded?.state ?? null,
    ...serviceEnvironment(environment, context.seal),
  }
}

const readEnvironmentFiles = async (files: readonly EnvironmentFile[], fs: ProbeFs) => {
  const read = await Promise.all(
    files.map(async (file) => ({ ...file, found: await fs.readText(file.path) })),
  )
  const isMissing = (state: string) => state === 'absent' || state === 'dangling-link'
  return {
    variables: Object.assign(
      {},
      ...read.map(({ found }) => (found.state === 'ok' ? parseEnvironmentFile(found.text) : {})),
    ) as Record<string, string>,
    missing: read
      .filter(({ found, optional }) => isMissing(found.state) && !optional)
      .map(({ path }) => path),
    unread: read.filter(({ found }) => found.state === 'denied').map(({ path }) => path),
  }
}

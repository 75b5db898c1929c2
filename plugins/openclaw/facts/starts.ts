import { isOpenclawLabel, isOpenclawUnit } from '../../../src/auth/openclaw/places.js'
import { isGatewayLabel, isGatewayUnit } from '../../../src/auth/service/gateway-names.js'
import { SYSTEM_UNIT_FOLDERS, userUnitFolders } from '../../../src/auth/service/unit-folders.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { place } from './place.js'

/** What starts one of the two programs. */
export interface Starts {
  /** The first on PATH that can be run; null where there is none. */
  readonly program: string | null
  /** Files by which a service manager starts its gateway by itself. */
  readonly services: readonly string[]
}

export interface StartsOfBoth {
  readonly openclaw: Starts
  readonly clawdbot: Starts
  /** Whether Clawdbot has a state folder, which it may share with OpenClaw. */
  readonly hasClawdbot: boolean
}

const NOTHING: Starts = { program: null, services: [] }

export const starts = defineFact({
  id: 'openclaw/starts',
  needs: { place },
  collect: async (context, { place }): Promise<StartsOfBoth> => {
    const program = await onPath('openclaw', context)
    if (program === null && place.relation === 'none')
      return { openclaw: NOTHING, clawdbot: NOTHING, hasClawdbot: false }
    const [clawdbot, services, state] = await Promise.all([
      onPath('clawdbot', context),
      enabledServices(context),
      context.fs.stat(place.clawdbotPath),
    ])
    const named = (isOne: (name: string) => boolean): readonly string[] =>
      services.flatMap(({ name, path }) => (isOne(name) ? [path] : []))
    return {
      openclaw: { program, services: named((name) => isOpenclawUnit(name) || isOpenclawLabel(name)) },
      clawdbot: {
        program: clawdbot,
        services: named((name) => isGatewayUnit(name) || isGatewayLabel(name)),
      },
      hasClawdbot: state.state !== 'absent',
    }
  },
})

const onPath = async (name: string, { which }: ProbeContext): Promise<string | null> =>
  (await which(name)).find(({ executable }) => executable)?.path ?? null

interface Service {
  /** The unit, or launchd's label. */
  readonly name: string
  readonly path: string
}

/** Folders with a link to every unit that is started with the user's session, or with the system. */
const WANTS = ['default.target.wants', 'multi-user.target.wants']

const enabledServices = async (context: ProbeContext): Promise<readonly Service[]> => {
  const { platform, home, fs } = context
  const folders =
    platform === 'linux'
      ? [...userUnitFolders(context), ...SYSTEM_UNIT_FOLDERS].flatMap((folder) =>
          WANTS.map((wants) => `${folder}/${wants}`),
        )
      : platform === 'darwin'
        ? [`${home}/Library/LaunchAgents`, '/Library/LaunchDaemons']
        : []
  const listings = await Promise.all(folders.map((folder) => fs.list(folder)))
  return listings.flatMap((listed, index) =>
    (listed.state === 'ok' ? listed.names : []).map((file) => ({
      name: file.replace(/\.plist$/, ''),
      path: `${folders[index]}/${file}`,
    })),
  )
}

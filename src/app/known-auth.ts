import { shortenHome } from '../auth/paths.js'
import { fileProblems } from './file-problems.js'
import { type LoadedAuth, loadAuth } from './load-auth.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/** Syncs and loads. Throws a {@link Refusal} as {@link refuseUnknown} does. */
export const loadKnownAuth = async (run: Run, cli: string): Promise<LoadedAuth> => {
  const auth = await loadAuth(run)
  await refuseUnknown(run, auth, cli)
  return auth
}

/**
 * Throws a {@link Refusal} where the config, the agent's store or the one it inherits from could not be read: what
 * they hold must be neither judged nor changed then.
 */
export const refuseUnknown = async (run: Run, auth: Read, cli: string): Promise<void> => {
  if (isKnown(auth)) return
  const [problem] = await problemsFor(run, auth, cli)
  const { agent } = auth.view.file
  throw new Refusal(
    'UNREADABLE',
    problem?.what ?? `The config, or a store that agent ${agent.id} depends on, could not be read.`,
    problem?.next ?? `Run \`${cli} doctor\`: it says what is wrong with which file.`,
  )
}

type Read = Pick<LoadedAuth, 'config' | 'view' | 'stores'>

/** Whether all was read that an agent's credentials depend on. */
export const isKnown = ({ config: { reading }, view }: Read): boolean =>
  view.known && (reading.state === 'ok' || reading.state === 'absent')

/** What keeps the files that an agent depends on from being read, each with its place; other agents' files last. */
export const problemsFor = async (run: Run, auth: Read, cli: string): Promise<readonly Problem[]> => {
  const { config, stores, view } = auth
  const main = stores.find(({ agent }) => agent.isMain)
  const needed = [config.path, view.file.agent.storePath, main?.agent.storePath]
  const problems = await fileProblems(run, cli)
  const isNeeded = ({ path }: Problem): boolean => path !== null && needed.includes(path)
  return [...problems.filter(isNeeded), ...problems.filter((problem) => !isNeeded(problem))].map(
    (problem) => ({ ...problem, what: withPlace(problem, run) }),
  )
}

type Problem = Awaited<ReturnType<typeof fileProblems>>[number]

const withPlace = ({ what, path, line, column }: Problem, { machine }: Run): string => {
  if (path === null) return what
  const place = [shortenHome(machine.probes, path), line, column].filter((part) => part !== null).join(':')
  return what.includes(place) ? what : `${what.replace(/\.$/, '')} (${place}).`
}

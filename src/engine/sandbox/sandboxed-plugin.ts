import type { ProbeContext, Value } from '../../contract/index.js'
import { messageOf } from '../message-of.js'
import type { AwayAnswer } from './away.js'
import type { PartsRunner } from './away-parts.js'
import { createBorder } from './border-values.js'
import { createCalls, secretsIn } from './calls.js'
import { grantedEnv } from './granted-env.js'
import { grantedPaths } from './grants.js'
import type { SandboxHost } from './host.js'
import { LIMITS } from './limits.js'
import type { OutsidePlugin } from './outside-plugin.js'
import { createOwnSecrets } from './own-secrets.js'
import { createOwnShapes, type OwnShapes, textsIn } from './own-shapes.js'
import { maskedAnswer } from './own-words.js'
import { createPluginProcess, type Loaded } from './plugin-process.js'
import { createReach, type Reach } from './reach.js'
import { openSession, type ServeCall, type Session } from './session.js'

/** What a plugin has done that no check of its tells. */
export interface Conduct {
  /** What it asked for and was not granted, such as `read /etc/passwd`; each once. */
  readonly refused: readonly string[]
  /** What was thrown where nobody listened any more; each once. */
  readonly strays: readonly string[]
  /** The beginning of what it has printed, as it was. */
  readonly printed: string
  /** How often its process had to be ended. */
  readonly ends: number
}

/** One plugin of somebody else's, whose code runs in a process of its own. No call rejects. */
export interface SandboxedPlugin extends PartsRunner {
  readonly plugin: OutsidePlugin
  prestart(): void
  definition(): Promise<Loaded>
  evaluate(check: number, values: unknown, options: unknown, limitMs: number): Promise<AwayAnswer>
  /** That so many more questions are to be expected soon, or fewer. */
  want(more: number): void
  conduct(): Conduct
  /** A text without what the plugin says is secret. */
  mask(text: string): string
  end(): Promise<void>
}

const MOST_NOTED = 20
const LONGEST_NOTE = 300
const NOTHING: ServeCall = async () => null

export const createSandboxedPlugin = (plugin: OutsidePlugin, host: SandboxHost): SandboxedPlugin => {
  const key = host.newKey()
  const secrets = createOwnSecrets(host.probes.seal, host.newSeal())
  const border = createBorder((secret) => host.printOf(secret, key), secrets.seal)
  /** As the machine that was asked last has it. */
  let reach: Reach = async () => false
  const read = new Set<string>()
  const refused = new Set<string>()
  const strays = new Set<string>()
  const printed: (() => string)[] = []
  let shapes: OwnShapes = { find: () => [] }

  const note = (notes: Set<string>) => (what: string) => {
    if (notes.size < MOST_NOTED) notes.add(what.slice(0, LONGEST_NOTE))
  }
  const open = (): Session => {
    const session = openSession((onMessage) => host.start(launchOf(plugin, host), onMessage), {
      entry: plugin.entry,
      key,
      loadMs: Math.min(host.timeoutMs, LIMITS.loadMs),
      onStray: note(strays),
    })
    printed.push(session.printed)
    return session
  }
  const held = createPluginProcess(open, host.slots)

  /** What its own redactors find is a secret from now on. */
  const learn = (value: unknown): void => {
    for (const text of shapes.find(textsIn(value))) secrets.seal(text)
  }
  const load = async (): Promise<Loaded> => {
    const link = await host.linkLeadingOut(plugin.folder)
    if (link !== null) return { fault: `the link ${link} leads out of its folder, where it may read nothing` }
    const loaded = await held.definition()
    if ('definition' in loaded) shapes = createOwnShapes(loaded.definition.redactors)
    return loaded
  }
  let loading: Promise<Loaded> | null = null
  const definition = (): Promise<Loaded> => {
    loading ??= load().catch((error) => ({ fault: messageOf(error) }))
    return loading
  }
  const ask = async (question: object, limitMs: number, serve = NOTHING): Promise<AwayAnswer> => {
    try {
      const answer = await held.ask(border.toSend(question) as object, serve, limitMs)
      if (answer.outcome === 'failed') return { ...answer, reason: secrets.mask(answer.reason) }
      if (answer.outcome === 'timeout') return answer
      learn(answer.value)
      return { ...answer, value: border.received(answer.value) }
    } catch (error) {
      return { outcome: 'failed', reason: messageOf(error) }
    }
  }
  const serveFor = (context: ProbeContext): ServeCall => {
    reach = createReach(context.fs.stat, grantedPaths(plugin.granted, context.home), host.withheld)
    const answerCall = createCalls(context, {
      host,
      border,
      reach,
      granted: plugin.granted,
      onGranted: (path) => read.add(path),
      onRefused: note(refused),
    })
    return async (method, args) => {
      const value = await answerCall(method, args)
      learn(value)
      return border.toSend(value)
    }
  }
  return {
    plugin,
    prestart: () => {
      void definition()
    },
    definition,
    want: held.want,
    end: held.end,
    mask: secrets.mask,
    hasRead: async (path) => read.has(path) && (await reach(path)),
    collect: async (fact, context, values, limitMs) => {
      const over = new AbortController()
      const serve = serveFor({ ...context, signal: over.signal })
      const told = toldOf(context, plugin)
      try {
        return await ask({ what: 'collect', fact, values, context: told }, limitMs, serve)
      } finally {
        // What it did not wait for is not to go on without it.
        over.abort()
      }
    },
    evaluate: async (check, values, options, limitMs) => {
      const answer = await ask({ what: 'evaluate', check, values, options }, limitMs)
      return answer.outcome === 'answered'
        ? { ...answer, value: maskedAnswer(answer.value, secrets.mask) }
        : answer
    },
    plan: async (fix, values, target, limitMs) => {
      const answer = await ask({ what: 'plan', fix, values, target }, limitMs)
      return answer.outcome === 'answered' && secretsIn(answer.value).some((each) => !border.isItsOwn(each))
        ? { outcome: 'failed', reason: 'its plan holds a secret that is not its own' }
        : answer
    },
    conduct: () => ({
      refused: [...refused].map(secrets.mask),
      strays: [...strays].map(secrets.mask),
      printed: secrets.mask(printed.map((each) => each()).join('')),
      ends: held.ends(),
    }),
  }
}

const launchOf = ({ folder, entry }: OutsidePlugin, host: SandboxHost) => ({
  program: host.program,
  readable: [...host.ownModules, ...(folder === entry ? [entry] : [`${folder}/*`])],
  folder: folder === entry ? host.probes.home : folder,
  heapMegabytes: LIMITS.heapMegabytes,
  memoryBytes: LIMITS.memoryBytes,
  outputBytes: LIMITS.outputBytes,
  messageBytes: LIMITS.messageBytes,
  unreadBytes: LIMITS.unreadBytes,
})

/** What needs no asking back. */
const toldOf = (context: ProbeContext, { granted }: OutsidePlugin): object => {
  const { platform, home, cwd, user, settings } = context
  const {
    agent = null,
    warnWithinMs = null,
    timeoutMs = null,
    online = null,
  } = settings as Record<string, Value>
  return {
    env: grantedEnv(context.env, granted),
    platform,
    home,
    cwd,
    user,
    settings: { agent, warnWithinMs, timeoutMs, online },
    now: context.now(),
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import type { ProbeContext, Value } from '../../contract/index.js'
import { messageOf } from '../message-of.js'
import type { AwayAnswer } from './away.js'
import type { PartsRunner } from './away-parts.js'
import { createBorder } from './border-values.js'
import { createCalls, secretsIn } from './calls.js'
import { grantedEnv } from './granted-env.js'
import type { SandboxHost } from './host.js'
import { LIMITS } from './limits.js'
import type { OutsidePlugin } from './outside-plugin.js'
import { createOwnShapes, type OwnShapes, textsIn } from './own-shapes.js'
import { createPluginProcess, type Loaded } from './plugin-process.js'
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
  end(): Promise<void>
}

const MOST_NOTED = 20
const NOTHING: ServeCall = async () => null

export const createSandboxedPlugin = (plugin: OutsidePlugin, host: SandboxHost): SandboxedPlugin => {
  const key = host.newKey()
  const border = createBorder((secret) => host.printOf(secret, key), host.probes.seal)
  const refused = new Set<string>()
  const strays = new Set<string>()
  const printed: (() => string)[] = []
  let shapes: OwnShapes = { find: () => [] }

  const note = (notes: Set<string>) => (what: string) => {
    if (notes.size < MOST_NOTED) notes.add(what.slice(0, 300))
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

  /** What its own redactors find is a secret from now on, in everything that this program says. */
  const learn = (value: unknown): void => {
    for (const text of shapes.find(textsIn(value))) host.probes.seal(text)
  }
  const definition = async (): Promise<Loaded> => {
    const loaded = await held.definition()
    try {
      if ('definition' in loaded) shapes = createOwnShapes(loaded.definition.redactors)
    } catch {
      return { fault: 'one of its redactors has no pattern that can be compiled' }
    }
    return loaded
  }
  const ask = async (question: object, limitMs: number, serve = NOTHING): Promise<AwayAnswer> => {
    try {
      const answer = await held.ask(border.toSend(question) as object, serve, limitMs)
      if (answer.outcome !== 'answered') return answer
      learn(answer.value)
      return { ...answer, value: border.received(answer.value) }
    } catch (error) {
      return { outcome: 'failed', reason: messageOf(error) }
    }
  }
  const serveFor = (context: ProbeContext): ServeCall => {
    const answerCall = createCalls(context, {
      host,
      border,
      granted: plugin.granted,
      onRefused: note(refused),
    })
    let calls = 0
    return async (method, args) => {
      calls += 1
      // Its time will be up: an answer would only be followed by the next question.
      if (calls > LIMITS.calls) return pause(host.timeoutMs, null, { ref: false })
      const value = await answerCall(method, args).catch(() => null)
      learn(value)
      return border.toSend(value)
    }
  }
  return {
    plugin,
    prestart: held.prestart,
    definition,
    want: held.want,
    end: held.end,
    collect: (fact, context, values, limitMs) =>
      ask({ what: 'collect', fact, values, context: toldOf(context, plugin) }, limitMs, serveFor(context)),
    evaluate: (check, values, options, limitMs) => ask({ what: 'evaluate', check, values, options }, limitMs),
    plan: async (fix, values, target, limitMs) => {
      const answer = await ask({ what: 'plan', fix, values, target }, limitMs)
      return answer.outcome === 'answered' && secretsIn(answer.value).some((each) => !border.isItsOwn(each))
        ? { outcome: 'failed', reason: 'its plan holds a secret that is not its own' }
        : answer
    },
    conduct: () => ({
      refused: [...refused],
      strays: [...strays],
      printed: printed.map((each) => each()).join(''),
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

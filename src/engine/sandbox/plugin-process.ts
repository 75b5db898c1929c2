import { withDeadline } from '../deadline.js'
import type { AwayAnswer } from './away.js'
import { LIMITS } from './limits.js'
import type { Definition } from './protocol.js'
import type { ServeCall, Session } from './session.js'
import type { Holder, Slots } from './slots.js'

export type Loaded = { readonly definition: Definition } | { readonly fault: string }

/** One plugin's process, which is started when it is needed and started again where it was ended. */
export interface PluginProcess {
  /** Begins to start it, where there is a place for it at once. */
  prestart(): void
  /** The plugin's definition, or why there is none; asked for once. Never rejects. */
  definition(): Promise<Loaded>
  /** Never rejects. */
  ask(question: object, serve: ServeCall, limitMs: number): Promise<AwayAnswer>
  /** That so many more questions are to be expected soon, or fewer. */
  want(more: number): void
  end(): Promise<void>
  /** How often it had to be ended. */
  ends(): number
}

const failed = (reason: string): AwayAnswer => ({ outcome: 'failed', reason })

/**
 * Asks concurrently as long as all goes well. When the process ends, or a question's time is up, while it has several
 * open, nobody can tell which of them is to blame: each is asked again, alone, from then on.
 */
export const createPluginProcess = (open: () => Session, slots: Slots): PluginProcess => {
  let current: Promise<Session> | null = null
  let first: Promise<Loaded> | null = null
  const sentAway = new WeakSet<Session>()
  const stopped = new WeakSet<Session>()
  let ends = 0
  /** Questions that were asked of it and are not done with, whether its process has heard of them or not. */
  let underWay = 0
  let wanted = 0
  let isSuspect = false
  let alone: Promise<unknown> = Promise.resolve()

  const begin = async (leave: () => void): Promise<Session> => {
    let ready: Session | null = null
    const holder: Holder = {
      isIdle: () => ready !== null && underWay === 0,
      isWanted: () => wanted > 0,
      end: async () => {
        if (ready === null) return
        sentAway.add(ready)
        leave()
        const gone = ready.end()
        // It has been killed, and takes up nothing to speak of until it is gone.
        slots.free(holder)
        await gone
      },
    }
    await slots.take(holder)
    const session = open()
    void session.loaded.then(() => {
      ready = session
      slots.idle()
    })
    void session.ended.then(() => {
      if (!sentAway.has(session)) ends += 1
      leave()
      slots.free(holder)
    })
    return session
  }
  const session = (): Promise<Session> => {
    if (current !== null) return current
    const begun: Promise<Session> = begin(() => {
      if (current === begun) current = null
    })
    current = begun
    return begun
  }
  const definition = (): Promise<Loaded> => {
    first ??= session().then(({ loaded }) => loaded)
    return first
  }

  /** Null where it is not known to be to blame for how it ended. */
  const attempt = async (
    question: object,
    serve: ServeCall,
    limitMs: number,
    isAlone: boolean,
  ): Promise<AwayAnswer | null> => {
    if (ends >= LIMITS.ends) return failed(`its plugin's process had to be ended ${ends} times`)
    const at = await session()
    const [known, now] = await Promise.all([definition(), at.loaded])
    if (sentAway.has(at)) return attempt(question, serve, limitMs, isAlone)
    if ('fault' in now) return failed(now.fault)
    if ('fault' in known) return failed(known.fault)
    if (JSON.stringify(known.definition) !== JSON.stringify(now.definition))
      return failed('its plugin defines something else each time it is loaded')
    const asked = at.ask(question, serve)
    const answer = await withDeadline(
      limitMs,
      () => asked.answer,
      () => null,
    )
    if (answer === null) {
      const isToBlame = isAlone || (asked.begun() && at.begun() === 1)
      stopped.add(at)
      await at.end()
      return isToBlame ? { outcome: 'timeout', ms: limitMs } : null
    }
    if (answer.outcome === 'done') return { outcome: 'answered', value: answer.value }
    if (answer.outcome === 'threw') return failed(answer.reason)
    if (sentAway.has(at)) return attempt(question, serve, limitMs, isAlone)
    if (stopped.has(at)) return null
    return isAlone || answer.suspects === 1 ? failed(answer.reason) : null
  }
  const askAlone = (question: object, serve: ServeCall, limitMs: number): Promise<AwayAnswer> => {
    const turn = alone.then(
      async () => (await attempt(question, serve, limitMs, true)) ?? failed('its process was stopped'),
    )
    alone = turn
    return turn
  }

  return {
    prestart: () => {
      void definition()
    },
    definition,
    ask: async (question, serve, limitMs) => {
      underWay += 1
      try {
        if (isSuspect) return await askAlone(question, serve, limitMs)
        const answer = await attempt(question, serve, limitMs, false)
        if (answer !== null) return answer
        isSuspect = true
        return await askAlone(question, serve, limitMs)
      } finally {
        underWay -= 1
        slots.idle()
      }
    },
    want: (more) => {
      wanted += more
      slots.idle()
    },
    end: async () => {
      const at = await current
      if (at !== null) sentAway.add(at)
      await at?.end()
    },
    ends: () => ends,
  }
}

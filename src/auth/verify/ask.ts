import type { ProbeContext } from '../../contract/index.js'
import { readAnswer } from './read-answer.js'
import type { TimedRequest } from './request.js'
import type { Answer } from './verdict.js'

/** What a provider answered, when it was asked, in Unix milliseconds, and how many milliseconds that took. */
export interface Asked {
  readonly answer: Answer
  readonly askedAt: number
  readonly latencyMs: number
}

/** A timer set for longer than this fires at once. */
export const LONGEST_MS = 2 ** 31 - 1

/** Sends one request and tells its answer. Never throws. */
export const ask = async (
  { net, now }: Pick<ProbeContext, 'net' | 'now'>,
  request: TimedRequest,
): Promise<Asked> => {
  const askedAt = now()
  const result = await net.request({ ...request, timeoutMs: Math.min(request.timeoutMs, LONGEST_MS) })
  const answeredAt = now()
  return { answer: readAnswer(result, answeredAt), askedAt, latencyMs: Math.max(0, answeredAt - askedAt) }
}

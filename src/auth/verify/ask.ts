import type { NetRequest, ProbeContext } from '../../contract/index.js'
import { readAnswer } from './read-answer.js'
import type { Answer } from './verdict.js'

/** What a provider answered, when it was asked, in Unix milliseconds, and how many milliseconds that took. */
export interface Asked {
  readonly answer: Answer
  readonly askedAt: number
  readonly latencyMs: number
}

/** Sends one request and tells its answer. Never throws. */
export const ask = async (
  { net, now }: Pick<ProbeContext, 'net' | 'now'>,
  request: NetRequest,
): Promise<Asked> => {
  const askedAt = now()
  const result = await net.request(request)
  const answeredAt = now()
  return { answer: readAnswer(result, answeredAt), askedAt, latencyMs: Math.max(0, answeredAt - askedAt) }
}

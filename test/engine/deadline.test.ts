import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { withDeadline } from '../../src/engine/deadline.js'
import { never, SHORT_MS } from './samples.js'

const LONG_MS = 60_000

describe('a deadline', () => {
  it('hands on what comes in time, also what was thrown, and leaves the signal alone', async () => {
    const signals: AbortSignal[] = []
    const work = async (signal: AbortSignal) => signals.push(signal)
    expect(await withDeadline(LONG_MS, work, () => 'late')).toBe(1)
    const failing = async () => Promise.reject(new Error('broke'))
    await expect(withDeadline(LONG_MS, failing, () => 'late')).rejects.toThrow('broke')
    const throwing = (): never => {
      throw new Error('at once')
    }
    await expect(withDeadline(LONG_MS, throwing, () => 'late')).rejects.toThrow('at once')
    expect(signals.map((signal) => signal.aborted)).toEqual([false])
  })

  it('aborts the signal when it passes, which changes nothing about the answer', async () => {
    const seen: AbortSignal[] = []
    const work = (signal: AbortSignal) => {
      seen.push(signal)
      return new Promise<string>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted'))),
      )
    }
    expect(await withDeadline(SHORT_MS, work, () => 'late')).toBe('late')
    expect(seen[0]?.aborted).toBe(true)
  })

  it('is not told of a rejection that comes after it', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    onTestFinished(() => {
      process.removeListener('unhandledRejection', unhandled)
    })
    let reject = (_: Error): void => undefined
    const work = () => new Promise<never>((_, rejectIt) => (reject = rejectIt))
    expect(await withDeadline(SHORT_MS, work, () => 'late')).toBe('late')
    reject(new Error('after the deadline'))
    await turn()
    await turn()
    expect(unhandled).not.toHaveBeenCalled()
  })

  it.each([2 ** 31, 365 * 86_400_000, Number.POSITIVE_INFINITY])(
    'may be as far away as %d ms',
    async (ms) => {
      const aWhile = () => new Promise((resolve) => setTimeout(resolve, SHORT_MS, 'in time'))
      expect(await withDeadline(ms, aWhile, () => 'late')).toBe('in time')
    },
  )

  it('leaves no timer behind', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    await withDeadline(
      LONG_MS,
      () => 1,
      () => 2,
    )
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBe(before)
    expect(
      await withDeadline(
        SHORT_MS,
        () => never,
        () => 'late',
      ),
    ).toBe('late')
  })
})

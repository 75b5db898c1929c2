import type { ProbeContext, Seal } from '../contract/index.js'

/** What the doctor tells of the machine with each question; it can be told without asking back. */
export interface ToldContext
  extends Pick<ProbeContext, 'env' | 'platform' | 'home' | 'cwd' | 'user' | 'settings'> {
  /** Unix milliseconds. */
  readonly now: number
}

/** Asks the doctor to do something to the machine; what it may not do is answered as `denied`. */
export type Call = (method: string, args: readonly unknown[]) => Promise<unknown>

/** A fact's context in which every touch of the machine is a question to the doctor. */
export const contextOf = ({ now, ...told }: ToldContext, seal: Seal, call: Call): ProbeContext => {
  const asking =
    <R>(method: string) =>
    (...args: readonly unknown[]): Promise<R> =>
      call(method, args) as Promise<R>
  return {
    ...told,
    fs: {
      readText: asking('fs.readText'),
      stat: asking('fs.stat'),
      list: asking('fs.list'),
      writable: asking('fs.writable'),
      diskSpace: asking('fs.diskSpace'),
    },
    exec: asking('exec'),
    which: asking('which'),
    keychain: { read: asking('keychain.read') },
    net: {
      // The doctor ends the request itself when the fact's time is up.
      request: ({ signal: _, ...request }) => asking<never>('net.request')(request),
    },
    seal,
    now: () => now,
    // This process is ended when the fact's time is up.
    signal: new AbortController().signal,
  }
}

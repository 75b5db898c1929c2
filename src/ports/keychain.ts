import { isUtf8 } from 'node:buffer'
import type { ExecResult, KeychainResult, ProbeContext } from '../contract/index.js'
import type { Exec } from './exec.js'

export interface KeychainHost {
  readonly platform: ProbeContext['platform']
  readonly exec: Exec
  /** Undefined where nobody said: then it is asked only with a terminal, for it may open a prompt. */
  readonly allowed: boolean | undefined
  readonly terminal: boolean
  /** 5000 by default: a prompt that nobody answers is given up then. */
  readonly timeoutMs?: number
}

/** `security` ends with the low byte of a macOS status. */
const EXIT_CODES: Readonly<Record<number, 'absent' | 'locked' | 'denied'>> = {
  44: 'absent',
  36: 'locked',
  51: 'denied',
  128: 'denied',
}

const isObject = (json: string): boolean => {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/** `security` prints in hex whatever has a line break or is not ASCII; what only looks like it stays as it is. */
const decode = (output: string): string => {
  const text = output.replace(/\r?\n$/, '')
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return text
  const bytes = Buffer.from(text, 'hex')
  const decoded = bytes.toString('utf8')
  return isUtf8(bytes) && isObject(decoded) ? decoded : text
}

// Never more of what it printed than whether it asks for somebody to answer.
const judgeExit = (code: number, stderr: string): KeychainResult => {
  if (/user interaction is (not allowed|required)|-253(08|15)\b/i.test(stderr)) return { state: 'locked' }
  const state = EXIT_CODES[code]
  return state ? { state } : { state: 'failed', reason: `the program security ended with ${code}` }
}

const judge = (result: ExecResult): KeychainResult => {
  switch (result.outcome) {
    case 'exited':
      return result.code === 0
        ? { state: 'found', text: decode(result.stdout) }
        : judgeExit(result.code, result.stderr)
    case 'failed':
      return { state: 'failed', reason: result.reason }
    case 'not-found':
      return { state: 'failed', reason: 'the program security was not found' }
    case 'denied':
      return { state: 'failed', reason: 'the program security may not be run' }
    case 'timeout':
      return { state: 'timeout' }
  }
}

/** Reads the macOS Keychain, each item at most once. It has no way to write it. */
export const createKeychain = (host: KeychainHost): ProbeContext['keychain'] => {
  const asked = new Map<string, Promise<KeychainResult>>()

  const ask = async (service: string, account: string): Promise<KeychainResult> => {
    const argv = ['security', 'find-generic-password', '-s', service, '-a', account, '-w']
    return judge(await host.exec(argv, { timeoutMs: host.timeoutMs ?? 5000 }))
  }

  return {
    async read(service, account) {
      if (host.platform !== 'darwin') return { state: 'not-asked', reason: 'not-macos' }
      if (host.allowed === false) return { state: 'not-asked', reason: 'not-allowed' }
      if (host.allowed === undefined && !host.terminal) return { state: 'not-asked', reason: 'no-terminal' }
      const item = JSON.stringify([service, account])
      const answer = asked.get(item) ?? ask(service, account)
      asked.set(item, answer)
      return answer
    },
  }
}

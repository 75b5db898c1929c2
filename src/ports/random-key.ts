import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const BYTES = 32

/** What a kernel hands out random bytes by; not on Windows, where anybody may make a file of that name. */
const KERNEL = '/dev/urandom'

/** 32 bytes that nobody can guess. From the kernel itself where it can be asked: `node:crypto` takes 10 ms to load. */
export const randomKey = (): Uint8Array =>
  (process.platform === 'win32' ? null : fromKernel(KERNEL)) ?? randomBytes(BYTES)

/** Null where that is no device, or gives too little. */
const fromKernel = (path: string): Uint8Array | null => {
  let device: number
  try {
    device = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    const bytes = Buffer.alloc(BYTES)
    return fstatSync(device).isCharacterDevice() && readSync(device, bytes) === BYTES ? bytes : null
  } catch {
    return null
  } finally {
    closeSync(device)
  }
}

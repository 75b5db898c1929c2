import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether a small or read-only disk can be made for one child alone. */
export const canMount = ((): boolean => {
  try {
    execFileSync('nsenter', ['--version'], { stdio: 'ignore' })
    execFileSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const PAGE = 4096

/** A home moved onto a disk of its own, of 4 MiB, that only programs started `under` it see at the home's path. */
export interface SmallDisk {
  /** The home as it is on that disk. */
  readonly seen: string
  readonly under: readonly string[]
  /** Leaves so many pages of 4 KiB free. */
  fill(pages: number): void
  free(): void
  setReadOnly(is: boolean): void
  end(): void
}

export const putOnSmallDisk = async (home: string): Promise<SmallDisk> => {
  const words = 'mount -t tmpfs -o size=4m,mode=755 none "$1" && echo ready && exec cat'
  const holder = spawn('unshare', ['-m', 'sh', '-c', words, 'sh', home], { stdio: 'pipe' })
  await once(holder.stdout, 'data')
  const seen = `/proc/${holder.pid}/root${home}`
  cpSync(home, seen, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const under = ['nsenter', '-t', `${holder.pid}`, '-m', '--']
  const filling = join(seen, 'filling')
  const free = () => rmSync(filling, { force: true })
  return {
    seen,
    under,
    free,
    fill(pages) {
      free()
      let size = 0
      try {
        for (; ; size += PAGE) writeFileSync(filling, 'x'.repeat(PAGE), { flag: 'a' })
      } catch {
        truncateSync(filling, Math.max(0, size - pages * PAGE))
      }
    },
    setReadOnly(is) {
      const [program = '', ...rest] = [...under, 'mount', '-o', `remount,${is ? 'ro' : 'rw'}`, home]
      execFileSync(program, rest)
    },
    end: () => holder.stdin.end(),
  }
}

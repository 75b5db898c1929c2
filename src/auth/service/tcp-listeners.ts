/** A socket that waits for connections. */
export interface TcpListener {
  readonly port: number
  /** By which the file descriptors of its process name it. */
  readonly inode: number
  readonly uid: number
}

const LISTENING = '0A'

/** By `/proc/net/tcp` or `/proc/net/tcp6`. */
export const parseTcpListeners = (text: string): readonly TcpListener[] =>
  text.split('\n').flatMap((line): TcpListener[] => {
    const [, local = '', , state, , , , uid, , inode] = line.trim().split(/\s+/)
    const port = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)
    return state === LISTENING && Number.isInteger(port)
      ? [{ port, inode: Number(inode), uid: Number(uid) }]
      : []
  })

/** The socket that a file descriptor's link leads to; null for any other file. */
export const socketOf = (target: string): number | null => {
  const found = /socket:\[(\d+)\]$/.exec(target)
  return found === null ? null : Number(found[1])
}

type Take = (from: object, name: string, told: string) => void

/** What has one of Node's own handles, which its types do not show. */
interface WithHandle {
  readonly _handle?: object
}

/** Modules' classes, as far as it goes here. */
type WithPrototypes = Readonly<Record<'Socket' | 'Server', { readonly prototype: object }>>

const prototypeOf = ({ _handle }: WithHandle): object | null =>
  _handle === undefined ? null : (Object.getPrototypeOf(_handle) as object)

/**
 * The functions behind the functions: who gets hold of a handle of Node's, as of the process's own standard input, could
 * make another one of its kind, and with that signal any process, or open a socket, without asking anybody.
 */
export const takePrototypes = (load: NodeJS.Require, take: Take, closesSockets: boolean): void => {
  const { ChildProcess } = load('node:child_process') as { ChildProcess: new () => WithHandle }
  const process_ = prototypeOf(new ChildProcess())
  if (process_ !== null) for (const name of ['kill', 'spawn']) take(process_, name, `a process's ${name}`)
  if (closesSockets) return
  const pipe = prototypeOf(process.stdin as WithHandle)
  if (pipe !== null)
    for (const name of ['bind', 'connect', 'listen', 'fchmod']) take(pipe, name, `a pipe's ${name}`)
  const { Socket, Server } = load('node:net') as WithPrototypes
  take(Socket.prototype, 'connect', "a socket's connect")
  take(Server.prototype, 'listen', "a server's listen")
  const datagrams = load('node:dgram') as WithPrototypes
  for (const name of ['bind', 'connect', 'send']) take(datagrams.Socket.prototype, name, `a socket's ${name}`)
}

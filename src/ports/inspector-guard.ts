let guards = 0

const ignore = (): void => undefined

/**
 * Until it is undone, no other process can have this one open its debugger: SIGUSR1 would make Node listen on loopback,
 * and who reaches that port runs code with all the rights of this process.
 */
export const guardInspector = (): (() => void) => {
  if (process.platform === 'win32') return ignore
  guards += 1
  if (guards === 1) process.on('SIGUSR1', ignore)
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    guards -= 1
    if (guards === 0) process.off('SIGUSR1', ignore)
  }
}

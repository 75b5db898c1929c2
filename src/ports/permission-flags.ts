/**
 * Node's words for a process that may read these paths and nothing else of the file system, write nowhere, and start no
 * process, worker or native add-on. A path that ends in `*` stands for all that begins so. From Node 25 on the same words
 * close the network too.
 */
export const permissionFlags = (readable: readonly string[]): readonly string[] => {
  const flag = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  return [flag, ...readable.map((path) => `--allow-fs-read=${path}`)]
}

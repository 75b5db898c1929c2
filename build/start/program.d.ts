/** Put in by the build. */
declare module 'virtual:program' {
  export const name: string
  export const version: string
  /** Of the contents of the bundle. */
  export const build: string
  /** Ids of all commands. */
  export const commands: readonly string[]
}

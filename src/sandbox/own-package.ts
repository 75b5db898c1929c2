import * as nodeModule from 'node:module'

const PACKAGE = 'clawdbot-doctor'
/** Bundled into one file beside this program: see build/. */
const CONTRACT = new URL('./contract.mjs', import.meta.url).href

interface Resolved {
  readonly url: string
  readonly shortCircuit?: boolean
}

/** Not in the types of every Node that this runs on, nor in every such Node. */
interface WithHooks {
  readonly registerHooks?: (hooks: {
    resolve(
      specifier: string,
      context: unknown,
      next: (specifier: string, context: unknown) => Resolved,
    ): Resolved
  }) => unknown
}

/**
 * Has a plugin's `import … from 'clawdbot-doctor'` find the contract of the doctor that runs it, wherever the plugin lies.
 * A Node that cannot do this finds the package as it finds any other: beside the plugin.
 */
export const redirectOwnPackage = (): void => {
  const { registerHooks } = nodeModule as WithHooks
  registerHooks?.({
    resolve: (specifier, context, next) =>
      specifier === PACKAGE ? { url: CONTRACT, shortCircuit: true } : next(specifier, context),
  })
}

/** What to do where a plugin's import of this program's package found nothing; null for any other error. */
export const missesOwnPackage = (error: unknown): string | null => {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') return null
  return error.message.includes(`'${PACKAGE}'`)
    ? `${PACKAGE} is not installed beside it, and Node ${process.versions.node} finds it nowhere else: run npm install in its folder`
    : null
}

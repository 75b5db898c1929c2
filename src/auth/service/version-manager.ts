/** Folders of one version each, which are removed or left behind when another one is installed. */
const OF_ONE_VERSION: readonly (readonly [name: string, path: RegExp])[] = [
  ['nvm', /\/\.?nvm\/versions\/node\/v[^/]+\//],
  ['fnm', /\/\.?fnm\/node-versions\/[^/]+\/|\/fnm_multishells\//],
  ['volta', /\/\.?volta\/tools\/image\/node\/[^/]+\//],
  ['asdf', /\/\.?asdf\/installs\/nodejs\/[^/]+\//],
  ['mise', /\/mise\/installs\/node\/[^/]+\//],
  ['nodenv', /\/\.?nodenv\/versions\/[^/]+\//],
  ['Homebrew', /\/Cellar\/node(@\d+)?\/[^/]+\//],
]

/** The version manager in whose folder of one version a program is; null for every other place. */
export const versionManagerOf = (path: string): string | null =>
  OF_ONE_VERSION.find(([, pattern]) => pattern.test(path))?.[0] ?? null

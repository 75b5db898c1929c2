import { defineFact } from '../../../src/contract/index.js'

/** What this system runs inside, as far as it can be told for sure. */
export interface Surroundings {
  readonly inside: 'wsl' | 'container' | null
}

export const surroundings = defineFact({
  id: 'host/surroundings',
  collect: async ({ fs, env, platform }): Promise<Surroundings> => {
    if (platform !== 'linux') return { inside: null }
    const [release, ...marks] = await Promise.all([
      fs.readText('/proc/sys/kernel/osrelease'),
      fs.stat('/.dockerenv'),
      fs.stat('/run/.containerenv'),
    ])
    if (release.state === 'ok' && /microsoft/i.test(release.text)) return { inside: 'wsl' }
    const isContainer = Boolean(env.container) || marks.some(({ state }) => state === 'ok')
    return { inside: isContainer ? 'container' : null }
  },
})

const RANDOM = 'import { randomUUID } from "crypto";'
const COUNTED = 'let ids = 0; const randomUUID = () => String(++ids);'

/**
 * A plugin of rolldown's for listr2: its tasks have to be told apart in one process alone, and what Node makes random ids
 * with takes 1 to 3 ms to load. Where its text has changed, the build fails.
 */
export const listrIds = () => ({
  name: 'listr-ids',
  transform: {
    filter: { id: /node_modules[\\/]listr2[\\/]dist[\\/]index\.js$/ },
    /** @param {string} code */
    handler(code) {
      if (!code.includes(RANDOM)) throw new Error(`listr2 holds no ${RANDOM}`)
      return code.replace(RANDOM, COUNTED)
    },
  },
})

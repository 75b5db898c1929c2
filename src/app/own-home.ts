import { homeOf, platformOf } from '../ports/host.js'

/** The home folder of whoever runs this program. */
export const ownHome = (): string => homeOf(process.env, platformOf(process.platform))

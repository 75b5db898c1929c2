/**
 * Milliseconds on a clock that never goes back, for what something took. `performance`, which would do as well, is a
 * module that Node has to load first.
 */
export const uptime = (): number => process.uptime() * 1000

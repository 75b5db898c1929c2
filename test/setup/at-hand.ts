/**
 * Whether tests that need a program of others can run: where it is found, and in CI, which must have it. Elsewhere one
 * sentence says what is skipped for want of what.
 */
export const isAtHand = (isFound: boolean, program: string, without: string): boolean => {
  if (isFound || process.env.CI !== undefined) return true
  process.stderr.write(`Skipped, as there is no ${program} on this machine: ${without}.\n`)
  return false
}

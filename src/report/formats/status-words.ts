/** How the machine is, as a heading has it. */
export const STATUS_WORDS = {
  healthy: 'healthy',
  attention: 'needs attention soon',
  broken: 'broken',
} as const

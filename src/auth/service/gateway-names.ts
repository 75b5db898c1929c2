/** Names under which Clawdbot installs its gateway: one for each profile, and the one of older versions. */
const UNIT = /^clawdbot-gateway([-@][\w.@-]*)?\.service$/
const LABELS = /^com\.(clawdbot\.[\w-]+|steipete\.clawdbot\.gateway)$/
/** What is installed beside it under names alike. */
const OTHER_LABELS = ['com.clawdbot.node', 'com.clawdbot.mac']

export const isGatewayUnit = (unit: string): boolean => UNIT.test(unit)

export const isGatewayLabel = (label: string): boolean => LABELS.test(label) && !OTHER_LABELS.includes(label)

/** Whether a command runs the gateway, whatever the service that runs it is called. */
export const runsGateway = (command: readonly string[]): boolean => {
  // A shell's whole line may be one word of it.
  const words = command.join(' ').split(/\s+/)
  const at = words.findIndex((word) => /clawdbot(?!-doctor)/.test(word))
  return at !== -1 && words.includes('gateway', at + 1)
}

/** The profile that a command names; null for the default one. */
export const profileOf = (command: readonly string[]): string | null => {
  const at = command.findIndex((word) => /^--profile(=|$)/.test(word))
  if (at === -1) return command.includes('--dev') ? 'dev' : null
  const name = command[at]?.split('=')[1] ?? command[at + 1] ?? ''
  return name === '' || name.toLowerCase() === 'default' ? null : name
}

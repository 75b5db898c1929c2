interface Switched {
  readonly id: string
  readonly state: 'on' | 'off'
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly configPath: string
  readonly diff: string | null
}

/** What `plugins disable` and `plugins enable` did. */
export const switchedText = ({ id, state, status, configPath, diff }: Switched): string => {
  const word = state === 'off' ? 'disabled' : 'enabled'
  if (status === 'unchanged') return `${id} is ${word} already.\n`
  if (status === 'planned') return `${diff?.trimEnd() ?? ''}\n\n${id} would be ${word}, in ${configPath}.\n`
  return `${id} is ${word} now, in ${configPath}.\n`
}

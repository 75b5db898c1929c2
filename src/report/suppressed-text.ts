interface Written {
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly configPath: string
  readonly entry: {
    readonly check?: string
    readonly messageId?: string
    readonly subject?: string
    readonly until?: string
  }
  readonly diff: string | null
}

const LEADS = {
  done: 'Suppressed',
  planned: 'Would suppress',
  unchanged: 'Already suppressed in just this way',
} as const

/** What `doctor suppress` did, and what ends it. */
export const suppressedText = ({ status, configPath, entry, diff }: Written): string => {
  const { check = '', messageId = '', subject = '', until } = entry
  const end = until === undefined ? '' : `, or after ${until}`
  const lines = [
    ...(diff === null ? [] : [diff.trimEnd(), '']),
    `${LEADS[status]}: ${check}!${messageId} of ${subject}, in ${configPath}.`,
    `It counts again once it says something else${end}.`,
  ]
  return `${lines.join('\n')}\n`
}

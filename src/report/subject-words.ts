/** A subject as a person reads it: `agent:main/profile:anthropic:work` is `agent main, profile anthropic:work`. */
export const subjectWords = (subject: string): string => {
  const slash = /^(?:agent:|service:|config\/)/.test(subject) ? subject.indexOf('/') : -1
  const parts = slash < 0 ? [subject] : [subject.slice(0, slash), subject.slice(slash + 1)]
  return parts.map((part) => part.replace(':', ' ')).join(', ')
}

/** Whether a subject says no more than the domain of its check: `claude/credentials:file` of `claude/credentials`. */
export const isOfDomain = (subject: string, check: string): boolean =>
  subject.split(/[/:]/, 1)[0] === check.split('/', 1)[0]

/**
 * What `config/readable` finds where the config could not be read, as causes of what is judged without it: another
 * agent, model, order or folder may be meant than the one that was looked at.
 */
export const UNREAD_CONFIG: readonly string[] = ['config', 'config/include'].map(
  (subject) => `config/readable#${subject}`,
)

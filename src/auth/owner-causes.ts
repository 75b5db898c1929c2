/** What `auth/permissions` finds where a store cannot be read or replaced by the one who looks, as causes. */
export const ownerCauses = (agent: string): readonly string[] =>
  ['owner', 'shut-out'].map((noun) => `auth/permissions#agent:${agent}/${noun}`)

/** What is put after this program's name to give a provider a new credential. */
export const renewalCommand = (provider: string): string =>
  provider === 'anthropic'
    ? 'models auth setup-token --provider anthropic'
    : `models auth paste-token --provider ${provider}`

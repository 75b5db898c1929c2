import { CONFIG } from '../e2e/cli.js'
import { KNOWN_BY_THE_STORE, type State } from './state.js'

const ALL_IT_DECIDES = ['config', 'claude', 'login', 'login-mode', 'folders', ...KNOWN_BY_THE_STORE]

/** What goes wrong with the config, and with what it asks for. */
export const configStates: readonly State[] = [
  {
    name: 'the config is no JSON5',
    touches: ALL_IT_DECIDES,
    finds: ['config/readable!unparseable'],
    healed: false,
    make: ({ files }) => {
      files[CONFIG] = '{ agents: ['
    },
  },
  {
    name: 'the config includes a file that is gone',
    touches: ALL_IT_DECIDES,
    finds: ['config/readable!includeMissing'],
    healed: false,
    make: ({ files }) => {
      files[CONFIG] = '{ $include: "./gone.json5" }'
    },
  },
  {
    name: 'a model is used whose provider has no credential',
    touches: ['models'],
    finds: ['auth/missing-provider!none'],
    healed: false,
    make: ({ config }) => {
      config.agents.defaults = {
        model: { primary: 'anthropic/claude-opus-4-5', fallbacks: ['mistral/large'] },
      }
    },
  },
]

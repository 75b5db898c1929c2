import { describe, it } from 'vitest'
import install from '../../../checks/openclaw/install.js'
import type { OpenclawPlace } from '../../../plugins/openclaw/facts/place.js'
import type { StartsOfBoth } from '../../../plugins/openclaw/facts/starts.js'
import { testCheck } from '../../../src/testing/index.js'
import { HOME } from '../facts.js'
import { aPlace, FOLDER } from './openclaw-facts.js'

const WANTS = `${HOME}/.config/systemd/user/default.target.wants`
const OURS = `${WANTS}/clawdbot-gateway.service`
const THEIRS = `${WANTS}/openclaw-gateway.service`
const BIN = '/usr/local/bin/openclaw'

const facts = (relation: OpenclawPlace['relation'], over: Partial<StartsOfBoth> = {}) => ({
  place: aPlace(relation),
  starts: {
    openclaw: { program: null, services: [] },
    clawdbot: { program: null, services: [] },
    hasClawdbot: relation !== 'instead',
    ...over,
  },
})

testCheck(
  install,
  [
    { name: 'no OpenClaw is nothing to judge', facts: facts('none'), expect: { skip: true } },
    {
      name: 'a program of it that nobody has used, and no Clawdbot, is nothing to judge',
      facts: facts('none', { openclaw: { program: BIN, services: [] }, hasClawdbot: false }),
      expect: { skip: true },
    },
    {
      name: 'a program of it that would take over the folder of Clawdbot is noted',
      facts: facts('none', { openclaw: { program: BIN, services: [] } }),
      expect: [
        {
          messageId: 'programOnly',
          subject: 'openclaw/program',
          severity: 'info',
          evidence: [{ kind: 'file', path: BIN }],
        },
      ],
    },
    {
      name: 'a folder beside that of Clawdbot is noted, with what would be started',
      facts: facts('beside', {
        openclaw: { program: BIN, services: [] },
        clawdbot: { program: '/usr/bin/clawdbot', services: [OURS] },
      }),
      expect: [
        {
          messageId: 'beside',
          subject: 'openclaw/folder',
          severity: 'info',
          data: {
            path: FOLDER,
            stateDir: `${HOME}/.clawdbot`,
            services: ['clawdbot-gateway.service'],
            programs: ['/usr/bin/clawdbot', BIN],
          },
        },
      ],
    },
    {
      name: 'that nothing is started is said too',
      facts: facts('beside'),
      expect: [
        {
          messageId: 'beside',
          data: {
            path: FOLDER,
            stateDir: `${HOME}/.clawdbot`,
            services: ['neither'],
            programs: ['neither'],
          },
        },
      ],
    },
    {
      name: 'two gateways that are started by services are a warning, and that there are two folders goes without saying',
      facts: facts('beside', {
        openclaw: { program: null, services: ['/Library/LaunchDaemons/ai.openclaw.gateway.plist', THEIRS] },
        clawdbot: { program: null, services: [OURS] },
      }),
      expect: [{ messageId: 'twoGateways', subject: 'openclaw/services', severity: 'warning' }],
    },
    {
      name: 'one folder under both names is noted',
      facts: facts('same', { openclaw: { program: null, services: [THEIRS] } }),
      expect: [{ messageId: 'sameFolder', severity: 'info' }],
    },
    {
      name: 'an OpenClaw without a Clawdbot is noted',
      facts: facts('instead'),
      expect: [{ messageId: 'instead', severity: 'info', evidence: [{ kind: 'file', path: FOLDER }] }],
    },
  ],
  { describe, it },
)

import { expect, it } from 'vitest'
import { type Homes, homes } from '../../../plugins/host/facts/homes.js'
import { aPatient } from './patient.js'

const PASSWD =
  'root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/srv/ada:/bin/sh\nnobody:x:65534:65534::/nowhere:/bin/false\n'

it('finds the homes with state, by the users of the system and the folders of homes', async () => {
  const patient = await aPatient()
  await patient.put('etc/passwd', PASSWD)
  await patient.put('root/.clawdbot/clawdbot.json', '{}')
  await patient.put('srv/ada/.claude/.credentials.json', '{}')
  await patient.put('home/bot/.clawdbot/agents/main/agent/auth-profiles.json', '{}')
  await patient.put('home/empty/.profile', '')
  await patient.put('nowhere/.clawdbot/clawdbot.json', '{}')
  const found = await patient.collect<Homes>(homes, { env: { SUDO_USER: 'bot' } })
  expect(found).toEqual({
    home: patient.home,
    ofAccount: '/srv/ada',
    // Only root is what sudo makes of somebody.
    sudoUser: null,
    ofSudoUser: null,
    others: [
      { path: '/root', clawdbot: true, claude: false },
      { path: '/srv/ada', clawdbot: false, claude: true },
      { path: '/home/bot', clawdbot: true, claude: false },
    ],
  })
})

it('knows who called sudo, and their home though the system does not list them', async () => {
  const patient = await aPatient()
  await patient.put('home/bot/.profile', '')
  const user = { uid: 0, name: 'root' }
  const found = await patient.collect<Homes>(homes, { env: { SUDO_USER: 'bot' }, user })
  expect(found).toMatchObject({ ofAccount: null, sudoUser: 'bot', ofSudoUser: '/home/bot', others: [] })
})

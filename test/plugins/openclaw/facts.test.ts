import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type OpenclawPlace, place } from '../../../plugins/openclaw/facts/place.js'
import { type StartsOfBoth, starts } from '../../../plugins/openclaw/facts/starts.js'
import { aPatient } from '../host/patient.js'

describe('where OpenClaw is', () => {
  const placeOf = async (make: (home: string) => Promise<unknown>, env = {}) => {
    const patient = await aPatient()
    await make(patient.home)
    return (await patient.collect<OpenclawPlace>(place, { env })).relation
  }
  const folder = (...names: readonly string[]) => mkdir(join(...names), { recursive: true })

  it('is nowhere where it has no folder', async () => {
    expect(await placeOf(async () => {})).toBe('none')
    expect(await placeOf((home) => symlink('gone', join(home, '.openclaw')))).toBe('none')
  })

  it('is beside Clawdbot, or in its place', async () => {
    const both = async (home: string) => [await folder(home, '.openclaw'), await folder(home, '.clawdbot')]
    expect(await placeOf(both)).toBe('beside')
    expect(await placeOf((home) => folder(home, '.openclaw'))).toBe('instead')
  })

  it('is the same place where Clawdbot has been left a link, or is told so', async () => {
    const linked = async (home: string) => {
      await folder(home, '.openclaw')
      await symlink('.openclaw', join(home, '.clawdbot'))
    }
    expect(await placeOf(linked)).toBe('same')
    const env = { OPENCLAW_STATE_DIR: '~/.clawdbot' }
    expect(await placeOf((home) => folder(home, '.clawdbot'), env)).toBe('same')
  })
})

describe('what starts OpenClaw and Clawdbot', () => {
  it('is nothing where there is no OpenClaw, whatever there is of Clawdbot', async () => {
    const patient = await aPatient()
    await patient.program('clawdbot', 'exit 0')
    expect(await patient.collect<StartsOfBoth>(starts, { env: { PATH: `${patient.root}/bin` } })).toEqual({
      openclaw: { program: null, services: [] },
      clawdbot: { program: null, services: [] },
      hasClawdbot: false,
    })
  })

  it('is what systemd has a link to, and what PATH has and can be run', async () => {
    const patient = await aPatient()
    const user = `${patient.home}/.config/systemd/user`
    await patient.put(`${user}/default.target.wants/openclaw-gateway-work.service`, '')
    await patient.put('etc/systemd/system/multi-user.target.wants/clawdbot-gateway.service', '')
    // Installed, and not enabled.
    await patient.put(`${user}/clawdbot-gateway.service`, '')
    await patient.put(`${user}/default.target.wants/other.service`, '')
    await patient.program('openclaw', 'exit 0')
    await patient.put('bin/clawdbot', '', 0o644)
    await mkdir(`${patient.home}/.clawdbot`)
    expect(await patient.collect<StartsOfBoth>(starts, { env: { PATH: `${patient.root}/bin` } })).toEqual({
      openclaw: {
        program: `${patient.root}/bin/openclaw`,
        services: [`${user}/default.target.wants/openclaw-gateway-work.service`],
      },
      clawdbot: {
        program: null,
        services: ['/etc/systemd/system/multi-user.target.wants/clawdbot-gateway.service'],
      },
      hasClawdbot: true,
    })
  })

  it('is what launchd has a property list of', async () => {
    const patient = await aPatient()
    const agents = `${patient.home}/Library/LaunchAgents`
    for (const label of ['ai.openclaw.gateway', 'ai.openclaw.mac', 'com.clawdbot.gateway'])
      await patient.put(`${agents}/${label}.plist`, '')
    await mkdir(`${patient.home}/.openclaw`)
    const found = await patient.collect<StartsOfBoth>(starts, { platform: 'darwin' })
    expect([found.openclaw.services, found.clawdbot.services]).toEqual([
      [`${agents}/ai.openclaw.gateway.plist`],
      [`${agents}/com.clawdbot.gateway.plist`],
    ])
  })
})

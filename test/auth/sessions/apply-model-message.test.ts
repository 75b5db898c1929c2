import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, CONFIG, day, MARK, NOW, PROFILES, patched } from './world.js'

const sonnet = { providerOverride: 'anthropic', modelOverride: 'claude-sonnet-4-5' }
const kimi = { providerOverride: 'openrouter', modelOverride: 'moonshotai/kimi-k2' }
const glm = { providerOverride: 'zai', modelOverride: 'glm-4.7' }
const pin = (profile: string) => ({ authProfileOverride: profile, authProfileOverrideSource: 'user' })
const updatedAt = NOW

describe('/model <model>', () => {
  it.each([
    ['/model anthropic/claude-sonnet-4-5', sonnet],
    ['/model: sonnet', sonnet],
    ['please /MODEL kimi and tell me why', kimi],
    ['/kimi hello', kimi],
    ['/model a/b@c:d', glm],
    ['/model 2', sonnet],
    ['/model openrouter/moonshotai/kimi-k2', kimi],
    ['/model z.ai/glm-4.7', glm],
    ['/model sonnet-4.5', sonnet],
  ])('switches the session in %j', (message, override) => {
    expect(ask(message)).toMatchObject({ outcome: 'set', patch: { ...override, updatedAt } })
  })

  it('keeps the rest of the message', () => {
    expect(ask('hello /model kimi and\ntell me why').rest).toBe('hello and tell me why')
  })

  it('removes the override for the default model', () => {
    const { patch, reply } = ask('/model opus', { entry: { ...kimi, sessionId: 's' } })
    expect(patch).toEqual({ providerOverride: null, modelOverride: null, updatedAt })
    expect(reply).toBe('Model reset to the default, anthropic/claude-opus-4-5 (Opus).')
  })

  it('changes nothing where the session is on that model already', () => {
    expect(ask('/model kimi', { entry: kimi })).toMatchObject({ outcome: 'set', patch: {} })
    expect(ask('/model opus', { entry: { sessionId: 's' } })).toMatchObject({ outcome: 'set', patch: {} })
  })

  it('never sets the time of the last change back', () => {
    expect(ask('/model kimi', { entry: { updatedAt: NOW + day } }).patch.updatedAt).toBe(NOW + day)
  })

  it('says no to a model that is not in the list of those allowed, and changes nothing', () => {
    const { outcome, reply, patch } = ask('/model openai/gpt-5.2')
    expect({ outcome, patch }).toEqual({ outcome: 'refused', patch: {} })
    expect(reply).toContain('Model "openai/gpt-5.2" is not allowed.')
  })

  it.each([
    ['/model and tell me why', 'Unrecognized model "and"'],
    ['/model 9', 'There is no model 9: /model list has 4.'],
    ['/model 0', 'There is no model 0'],
    ['/model 4-5@anthropic:work', null],
  ])('does not guess in %j', (message, words) => {
    const { outcome, reply } = ask(message)
    if (words === null) return expect(outcome).toBe('set')
    expect(outcome).toBe('refused')
    expect(reply).toContain(words)
  })

  it('names the models that part of a name fits, where there is more than one', () => {
    const models = { 'zai/glm-4.7': {}, 'zai/glm-4.6': {} }
    const { reply } = ask('/model glm', { config: { agents: { defaults: { models } } } })
    expect(reply).toContain('zai/glm-4.7, zai/glm-4.6')
  })
})

describe('/model <model> without a list of those allowed', () => {
  const config = {
    agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5', fallbacks: ['zai/glm-4.7'] } } },
  }

  it.each([
    ['/model openai/gpt-5.2', { providerOverride: 'openai', modelOverride: 'gpt-5.2' }],
    ['/model claude-haiku-4-5', { providerOverride: 'anthropic', modelOverride: 'claude-haiku-4-5' }],
    ['/model glm', glm],
    ['/model 2', glm],
  ])('takes %j', (message, override) => {
    expect(ask(message, { config })).toMatchObject({ outcome: 'set', patch: override })
  })

  it.each(['/model: now please', '/model gpt-5.2', '/model nobody/x', '/model x'])(
    'does not make a model out of %j',
    (message) => {
      const { outcome, reply, patch } = ask(message, { config })
      expect({ outcome, patch }).toEqual({ outcome: 'refused', patch: {} })
      expect(reply).toContain('Unrecognized model')
    },
  )
})

describe('/model <model>@<profile>', () => {
  it.each([
    ['/model opus@anthropic:work', {}, 'anthropic:work'],
    ['/model Opus@anthropic:me@example.com', {}, 'anthropic:me@example.com'],
    ['/model a/b@c:d@z:1', glm, 'z:1'],
    ['/model 3@openrouter:default', kimi, 'openrouter:default'],
    ['/model kimi@openrouter:default thanks', kimi, 'openrouter:default'],
  ])('pins the profile in %j', (message, override, profile) => {
    const store = { profiles: { ...PROFILES, 'z:1': { type: 'api_key', provider: 'z.ai', key: MARK } } }
    const { outcome, patch, reply } = ask(message, { store })
    expect(outcome).toBe('set')
    expect(patch).toEqual({ ...override, ...pin(profile), updatedAt })
    expect(reply).toContain(`Auth profile set to ${profile}.`)
  })

  it('takes the gateway’s own count off the pin', () => {
    const entry = {
      ...pin('anthropic:claude-cli'),
      authProfileOverrideSource: 'auto',
      authProfileOverrideCompactionCount: 0,
    }
    expect(ask('/model opus@anthropic:work', { entry }).patch).toEqual({
      ...pin('anthropic:work'),
      authProfileOverrideCompactionCount: null,
      updatedAt,
    })
  })

  it.each([
    ['/model @anthropic:work', ['together with a model']],
    ['/model status@anthropic:work', ['together with a model']],
    ['/model list@anthropic:work', ['together with a model']],
    ['/model opus@nobody', ['"nobody" not found', 'provider anthropic has anthropic:claude-cli']],
    ['/model opus@openrouter:default', ['"openrouter:default" is for openrouter, not anthropic']],
    ['/model kimi@anthropic:work', ['"anthropic:work" is for anthropic, not openrouter']],
    ['/model opus@anthropic:old', ['"anthropic:old" would not be used', 'expired']],
    ['/model opus@constructor', ['"constructor" not found']],
    ['/model glm-4.7@nobody', ['"nobody" not found', 'zai has no profiles']],
  ])('is refused with both named in %j, and changes nothing', (message, words) => {
    const { outcome, reply, patch } = ask(message, { entry: kimi })
    expect({ outcome, patch }).toEqual({ outcome: 'refused', patch: {} })
    for (const word of words) expect(reply).toContain(word)
  })

  it('is refused for a profile that the order leaves out', () => {
    const store = { profiles: PROFILES, order: { anthropic: ['anthropic:claude-cli'] } }
    expect(ask('/model opus@anthropic:work', { store }).reply).toContain('not in the order of profiles')
  })

  it('is gone when the model is chosen without one', () => {
    const entry = { ...kimi, ...pin('openrouter:default') }
    const { patch, reply } = ask('/model kimi', { entry })
    expect(patched(entry, patch)).toEqual({ ...kimi, updatedAt })
    expect(reply).toContain('Auth profile openrouter:default is no longer pinned.')
  })

  it('does not survive a switch to another provider’s model', () => {
    const entry = { ...kimi, ...pin('openrouter:default') }
    expect(patched(entry, ask('/model opus', { entry }).patch)).toEqual({ updatedAt })
  })
})

describe('a message without a directive', () => {
  it('is answered with nothing and changes nothing', () => {
    expect(ask(' hello ', { entry: kimi })).toEqual({
      outcome: 'none',
      reply: null,
      patch: {},
      rest: 'hello',
    })
  })

  it('does not take a command for an alias of the same name', () => {
    const config = { agents: { defaults: { models: { 'zai/glm-4.7': { alias: 'Status' } } } } }
    expect(ask('/status', { config }).outcome).toBe('none')
    expect(ask('/model Status@x', { config }).outcome).toBe('refused')
  })
})

describe('a thread', () => {
  it('is on its parent’s model until it has one of its own', () => {
    expect(ask('/model status', { parent: kimi }).reply).toContain('Current: openrouter/moonshotai/kimi-k2')
    expect(ask('/model status', { parent: kimi, entry: sonnet }).reply).toContain(
      'Current: anthropic/claude-sonnet-4-5',
    )
  })

  it('can be switched to the default model all the same', () => {
    expect(ask('/model opus', { parent: kimi }).patch).toMatchObject({
      providerOverride: 'anthropic',
      modelOverride: 'claude-opus-4-5',
    })
  })
})

describe('a reply', () => {
  it('repeats no token that was pasted in the place of a name', () => {
    const pasted = `sk-ant-oat01-${'x'.repeat(95)}`
    for (const message of [`/model ${pasted}`, `/model opus@${pasted}`, `/model x/${pasted}`])
      expect(ask(message).reply).not.toContain('sk-ant')
  })

  it('holds no secret, and a second message changes nothing more', () => {
    const field = fc.constantFrom(
      'anthropic',
      'claude-sonnet-4-5',
      'anthropic:work',
      'gone',
      '',
      5,
      null,
      'auto',
    )
    const entry = fc.dictionary(
      fc.constantFrom(
        ...Object.keys({ ...kimi, ...pin('') }),
        'authProfileOverrideCompactionCount',
        'sessionId',
      ),
      field,
    )
    const word = fc.constantFrom(
      '/model',
      'opus',
      'kimi@openrouter:default',
      'status',
      'list',
      'opus@anthropic:work',
      '2',
    )
    fc.assert(
      fc.property(fc.array(word), entry, fc.constantFrom(CONFIG, {}), (words, before, config) => {
        const message = words.join(' ')
        const first = ask(message, { entry: before, config })
        expect(JSON.stringify(first)).not.toContain(MARK)
        const after = patched(before, first.patch)
        for (const [key, value] of Object.entries(before))
          if (!/Override/.test(key)) expect(after[key]).toEqual(value ?? undefined)
        const second = ask(message, { entry: after, config })
        expect(second.patch).toEqual({})
      }),
    )
  })
})

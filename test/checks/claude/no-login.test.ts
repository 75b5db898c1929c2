import { expect, it } from 'vitest'
import credentials from '../../../checks/claude/credentials.js'
import { NO_LOGIN } from '../../../src/auth/claude-code/no-login.js'

it('every cause that stands for a missing login is a message of claude/credentials', () => {
  const messages = Object.keys(credentials.messages).map((id) => `claude/credentials!${id}`)
  expect(NO_LOGIN.filter((cause) => !messages.includes(cause))).toEqual([])
})

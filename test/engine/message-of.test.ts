import { expect, it } from 'vitest'
import { messageOf } from '../../src/engine/message-of.js'
import { THROWN } from './hostile.js'

it.each(THROWN)('%s has a message on one line', (_, thrown, told) => {
  expect(messageOf(thrown)).toBe(told)
})

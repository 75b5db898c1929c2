import { expect, it } from 'vitest'
import { editJson, type JsonEdit, type JsonValue } from '../../src/json/edit.js'

export const set = (at: string, value: JsonValue): JsonEdit => ({ at: at.split('/'), set: value })
export const remove = (at: string): JsonEdit => ({ at: at.split('/'), remove: true })
export const lines = (...text: string[]): string => text.join('\n')

/** What one edit makes of a text; in JSON5 unless it says otherwise. */
export interface Example {
  readonly rule: string
  readonly dialect?: 'json'
  readonly before: string
  readonly edit: JsonEdit
  readonly after: string
}

/** A test for each example, which also makes the edit a second time and expects no change. */
export const testEach = (examples: readonly Example[]): void =>
  it.each(examples)('$rule', ({ dialect, before, edit, after }: Example) => {
    const read = dialect ?? 'json5'
    expect(editJson(before, read, [edit])).toBe(after)
    expect(editJson(after, read, [edit]), 'made a second time').toBe(after)
  })

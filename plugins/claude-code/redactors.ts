import type { Redactor } from '../../src/contract/index.js'

export const redactors: readonly Redactor[] = [{ id: 'claude-token', pattern: /sk-ant-[a-z]+\d*-[\w-]{4,}/g }]

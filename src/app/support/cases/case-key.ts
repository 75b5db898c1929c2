import { randomBytes } from 'node:crypto'
import { isCaseId } from './case-id.js'

/** A case, and the key by which all of its names are made. Whoever has the key can find out what a name stands for. */
export interface CaseKey {
  readonly id: string
  /** 32 bytes. */
  readonly key: Buffer
}

const LENGTH = 32
const MARK = 'clawdbot-doctor-case'
const LINE = new RegExp(`^${MARK} (\\S+) ([\\w-]{43})$`)

export const newKey = (): Buffer => randomBytes(LENGTH)

/** The one line in which a case is kept and handed on, with its end. */
export const printCaseKey = ({ id, key }: CaseKey): string => `${MARK} ${id} ${key.toString('base64url')}\n`

/** Null for a text that is not such a line. */
export const parseCaseKey = (text: string): CaseKey | null => {
  const [, id, written] = LINE.exec(text.trim()) ?? []
  if (id === undefined || written === undefined || !isCaseId(id)) return null
  const key = Buffer.from(written, 'base64url')
  return key.length === LENGTH ? { id, key } : null
}

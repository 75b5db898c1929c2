import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LICENCE = /^(licen[cs]e|copying|notice)([.-].*)?$/i
const PACKAGE = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/

/** @param {string} folder */
const noticeOf = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return `${name} ${version}, ${license}\n\n${texts.join('\n\n') || 'It comes without the text of its licence.'}\n`
}

/**
 * The licences of every package that a bundle holds modules of, as their terms ask.
 * @param {readonly string[]} modules where they lie
 */
export const noticesOf = (modules) => {
  const folders = new Set(modules.flatMap((id) => PACKAGE.exec(id)?.[1] ?? []))
  return [...new Set([...folders].map(noticeOf))].sort().join(`\n${'-'.repeat(80)}\n\n`)
}

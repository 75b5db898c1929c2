import { lintSource } from '@secretlint/core'
import { creator as preset } from '@secretlint/secretlint-rule-preset-recommend'
import { expect, it } from 'vitest'
import { noise } from '../boundary.js'
import { sealerOf } from './sealers.js'

const digits = (length: number): string => Array.from({ length }, (_, at) => (at * 7 + 3) % 10).join('')
const hex = (length: number): string =>
  Array.from({ length }, (_, at) => ((at * 11 + 5) % 16).toString(16)).join('')

/** What the preset of secretlint looks for, made up. */
const SAMPLES: Readonly<Record<string, string>> = {
  'aws key': `AWS_ACCESS_KEY_ID=${'AKIA'}${'IOSFODNN7EXAMPLQ'}`,
  'aws secret': `aws_secret_access_key = ${noise(40, 4)}`,
  'gcp key': JSON.stringify({
    type: 'service_account',
    private_key: `-----BEGIN PRIVATE KEY-----\n${noise(64)}\n-----END PRIVATE KEY-----\n`,
  }),
  'private key': `-----BEGIN RSA PRIVATE KEY-----\n${noise(64, 2)}\n${noise(64, 3)}\n-----END RSA PRIVATE KEY-----`,
  npmrc: `//registry.example.org/:_authToken=${'npm_'}${noise(36, 5)}`,
  slack: `${'xoxb'}-${digits(12)}-${digits(12)}-${noise(24, 6)}`,
  'slack hook': `https://hooks.slack.com/services/${'T'}${noise(8, 7).toUpperCase()}/${'B'}${noise(8, 8).toUpperCase()}/${noise(24, 9)}`,
  sendgrid: `${'SG'}.${noise(22, 10)}.${noise(43, 11)}`,
  shopify: `${'shpat'}_${hex(32)}`,
  github: `${'ghp'}_${noise(36, 12)}`,
  'github fine': `${'github_pat'}_${noise(22, 13)}_${noise(59, 14)}`,
  openai: `${'sk-proj'}-${noise(58, 15)}${'T3BlbkFJ'}${noise(58, 16)}`,
  anthropic: `${'sk-ant'}-api03-${noise(93, 17)}AA`,
  linear: `${'lin_api'}_${noise(40, 18)}`,
  'basic auth': `https://someone:${noise(12, 19)}@example.com/`,
  database: `postgres://someone:${noise(14, 20)}@db.example.com:5432/app`,
  mysql: `mysql://someone:${noise(14, 21)}@db.example.com:3306/app`,
  mongodb: `mongodb+srv://someone:${noise(14, 22)}@db.example.com/app`,
  onepassword: `${'ops'}_eyJ${noise(300, 23)}`,
  discord: `https://discord.com/api/webhooks/${digits(18)}/${noise(68, 26)}`,
  stripe: `${'sk_live'}_${noise(24, 27)}`,
  gitlab: `${'glpat'}-${noise(20, 24)}`,
  huggingface: `${'hf'}_${noise(34, 25)}`,
}

const found = async (content: string): Promise<readonly string[]> => {
  const { messages } = await lintSource({
    source: { filePath: '/a/file.txt', ext: '.txt', content, contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: preset }] },
    },
  })
  return messages.map(({ ruleId }) => ruleId)
}

it.each(Object.entries(SAMPLES))('what secretlint finds in a text is gone from it: %s', async (_, sample) => {
  const text = `before\n${sample}\nafter\n`
  expect(await found(sealerOf().text(text, 'a'))).toEqual([])
})

it('secretlint finds most of these samples itself', async () => {
  const all = await Promise.all(Object.values(SAMPLES).map(found))
  expect(all.filter((rules) => rules.length > 0).length).toBeGreaterThanOrEqual(12)
})

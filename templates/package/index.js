// @ts-check
import { definePlugin } from 'clawdbot-doctor'
import { __CAMEL__Check } from './checks/__NAME__.js'
import { __CAMEL__File } from './facts/__NAME__.js'
import { __CAMEL__Fix } from './fixes/__NAME__.js'

export default definePlugin({
  apiVersion: 1,
  id: '__PACKAGE__',
  facts: [__CAMEL__File],
  checks: [__CAMEL__Check],
  fixes: [__CAMEL__Fix],
  redactors: [],
})

import { definePlugin } from 'clawdbot-doctor'
import { diskQuota } from './disk-quota.js'
import { quotas } from './quotas.js'

export default definePlugin({
  apiVersion: 1,
  id: 'clawdbot-doctor-example-disk-quota',
  facts: [quotas],
  checks: [diskQuota],
  fixes: [],
  redactors: [],
})

// @ts-check
import { describe, it } from 'node:test'
import { testExamples } from 'clawdbot-doctor/testing'
import examples from '../examples.js'
import plugin from '../src/index.js'

testExamples(plugin, examples, { describe, it })

#!/usr/bin/env node
'use strict'
const { dirname } = require('node:path')

/** Nothing of the program itself can be loaded here, so its own ways of telling are not there either. */
const isNotWhole = () => {
  const message = 'This program is not whole: it has not been built, or not been installed to the end.'
  const hint = 'In a clone run `npm ci && npm run build`; otherwise install it again.'
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ error: { code: 'NOT_WHOLE', message, hint } }, null, 2)}\n`)
  else process.stderr.write(`✖ error: ${message}\n  next  ${hint}\n`)
  process.exitCode = 3
}

const load = () => {
  try {
    return require('../dist/cli/start.cjs')
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    return { start: isNotWhole }
  }
}

load().start(process.argv.slice(2), dirname(__dirname))

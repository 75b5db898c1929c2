// @ts-nocheck
// Writes down which of Node's own modules a program has loaded by its end: `LOADED` names the file.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const loaded = process.moduleLoadList
    .filter((entry) => entry.startsWith('NativeModule '))
    .map((entry) => entry.slice('NativeModule '.length))
  writeFileSync(process.env.LOADED ?? '', JSON.stringify(loaded))
})

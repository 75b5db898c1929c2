export { makeFolder as makeHome } from '../setup/temp-folder.js'

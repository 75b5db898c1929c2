// Loaded before a program of somebody else: it may talk to this machine, and to no other.
const dns = require('node:dns')
const { Socket } = require('node:net')

const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/

/** @param {string} host @param {string} syscall */
const unreachable = (host, syscall) =>
  Object.assign(new Error(`${syscall} ENETUNREACH ${host}: only this machine may be talked to`), {
    code: 'ENETUNREACH',
    syscall,
  })

/**
 * The host that a socket is to be connected to; null for a pipe.
 * @param {readonly unknown[]} args of `connect`, or what `net.connect` has made of them
 * @returns {string | null}
 */
const hostOf = ([first, second]) => {
  if (Array.isArray(first)) return hostOf(first)
  if (typeof first === 'string') return null
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : 'localhost'
  const { path, host } = /** @type {{ path?: string | null, host?: string | null }} */ (first)
  return path ? null : (host ?? 'localhost')
}

const { connect } = Socket.prototype
/** @this {Socket} @param {readonly unknown[]} args */
function connectHere(...args) {
  const host = hostOf(args)
  if (host === null || LOOPBACK.test(host)) return Reflect.apply(connect, this, args)
  process.nextTick(() => this.destroy(unreachable(host, 'connect')))
  return this
}
Socket.prototype.connect = connectHere

const { lookup } = dns
const { lookup: lookupPromised } = dns.promises
Object.assign(dns, {
  /** @param {string} host @param {readonly unknown[]} rest */
  lookup: (host, ...rest) => {
    if (LOOPBACK.test(host)) return Reflect.apply(lookup, dns, [host, ...rest])
    const done = rest.at(-1)
    if (typeof done === 'function') process.nextTick(done, unreachable(host, 'getaddrinfo'))
  },
})
Object.assign(dns.promises, {
  /** @param {string} host @param {readonly unknown[]} rest */
  lookup: async (host, ...rest) => {
    if (LOOPBACK.test(host)) return Reflect.apply(lookupPromised, dns.promises, [host, ...rest])
    throw unreachable(host, 'getaddrinfo')
  },
})

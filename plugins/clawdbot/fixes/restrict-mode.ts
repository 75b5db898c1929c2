import { restrictModeFix } from '../../../src/auth/restrict-mode.js'
import { privatePlaces } from '../facts/private-places.js'
import { stores } from '../facts/stores.js'

export const restrictMode = restrictModeFix('auth/restrict-mode', 'Set permissions for the owner alone', [
  stores,
  privatePlaces,
])

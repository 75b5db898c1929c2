import agentsCheck from '../../checks/auth/agents.js'
import cooldown from '../../checks/auth/cooldown.js'
import expiry from '../../checks/auth/expiry.js'
import legacyCheck from '../../checks/auth/legacy.js'
import lock from '../../checks/auth/lock.js'
import missingProvider from '../../checks/auth/missing-provider.js'
import modeMismatch from '../../checks/auth/mode-mismatch.js'
import permissions from '../../checks/auth/permissions.js'
import precedence from '../../checks/auth/precedence.js'
import profileOrder from '../../checks/auth/profile-order.js'
import sessionPins from '../../checks/auth/session-pins.js'
import sharedRefreshToken from '../../checks/auth/shared-refresh-token.js'
import store from '../../checks/auth/store.js'
import syncCheck from '../../checks/auth/sync.js'
import verified from '../../checks/auth/verified.js'
import readable from '../../checks/config/readable.js'
import { definePlugin } from '../../src/contract/index.js'
import { agents } from './facts/agents.js'
import { baseUrl } from './facts/base-url.js'
import { config } from './facts/config.js'
import { configParts } from './facts/config-parts.js'
import { envSources } from './facts/env-sources.js'
import { legacy } from './facts/legacy.js'
import { locks } from './facts/locks.js'
import { privatePlaces } from './facts/private-places.js'
import { sessions } from './facts/sessions.js'
import { storeBackups } from './facts/store-backups.js'
import { stores } from './facts/stores.js'
import { verifications } from './facts/verifications.js'
import { clearCooldown } from './fixes/clear-cooldown.js'
import { clearPin } from './fixes/clear-pin.js'
import { correctConfigEntry } from './fixes/correct-config-entry.js'
import { dropCopies } from './fixes/drop-copies.js'
import { dropDeadIds } from './fixes/drop-dead-ids.js'
import { importLegacy } from './fixes/import-legacy.js'
import { refreshLogin } from './fixes/refresh-login.js'
import { removeStaleLock } from './fixes/remove-stale-lock.js'
import { renameFields } from './fixes/rename-fields.js'
import { restoreStore } from './fixes/restore-store.js'
import { restrictMode } from './fixes/restrict-mode.js'
import { sync } from './fixes/sync.js'
import { redactors } from './redactors.js'

/** Clawdbot: its config, its agents and the stores their credentials are in. */
export default definePlugin({
  apiVersion: 1,
  id: 'clawdbot',
  facts: [
    agents,
    config,
    stores,
    legacy,
    baseUrl,
    verifications,
    locks,
    envSources,
    privatePlaces,
    storeBackups,
    configParts,
    sessions,
  ],
  checks: [
    readable,
    store,
    permissions,
    syncCheck,
    legacyCheck,
    profileOrder,
    expiry,
    missingProvider,
    verified,
    lock,
    cooldown,
    precedence,
    sharedRefreshToken,
    agentsCheck,
    modeMismatch,
    sessionPins,
  ],
  fixes: [
    sync,
    importLegacy,
    restrictMode,
    dropDeadIds,
    removeStaleLock,
    clearCooldown,
    renameFields,
    restoreStore,
    refreshLogin,
    dropCopies,
    correctConfigEntry,
    clearPin,
  ],
  redactors,
})

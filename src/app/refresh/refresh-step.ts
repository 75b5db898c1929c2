/** The fix that a journal names for these steps. Taking one back would put a used-up token in place: nobody may. */
export const REFRESH_STEP = 'auth/refresh'

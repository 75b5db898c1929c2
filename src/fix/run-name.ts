/** Names of runs begin with their time, so that they sort by it. */
export const RUN_NAME = /^\d{8}T\d{9}Z-[0-9a-f]{6}$/

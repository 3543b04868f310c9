/** The version that reports carry; a test keeps it equal to package.json's. */
export const VERSION = '0.1.0';
/** Grows only when a key changes its meaning; further keys may come at any time. */
export const SCHEMA_VERSION = 1;

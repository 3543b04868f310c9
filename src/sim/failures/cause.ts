/**
 * What the failing step looked at when it failed: `saw` gives it in the reader's words ("a is freed"), `by` the last move before that changed it;
 * null where nothing did.
 */
export type Cause = {
  readonly saw: readonly string[];
  readonly by: {
    readonly lane: string;
    readonly text: string;
    /** "a: live → freed"; empty where what it changed is bookkeeping. */
    readonly changes: readonly string[];
  } | null;
};

/** ` (freed by CPU0 at "kfree(a)")`: who did it, where the last change before the failure was to `value` (any, where it is null). */
export function byWhom(cause: Cause | null, did: string, value: string | null, lane: string): string {
  const by = cause?.by;
  if (!by) return '';
  if (value !== null && !by.changes.some((change) => change.endsWith(`→ ${value}`))) return '';
  // its own step only took it over from a place where it was NULL
  if (value === 'NULL' && by.lane === lane) return ` (${value} since "${by.text}")`;
  return ` (${did}by ${by.lane === lane ? 'itself' : by.lane} at "${by.text}")`;
}

/** ` (x is 1, y is 0)`: what the failing step saw. */
export function whatWasSeen(cause: Cause | null): string {
  return cause === null || cause.saw.length === 0 ? '' : ` (${cause.saw.join(', ')})`;
}

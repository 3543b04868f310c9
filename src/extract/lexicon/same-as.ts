import type { Term } from '../types.ts';

/** Calls that with certain arguments are another call: the arguments by their index, and the call's name then. */
type SameAs = { readonly call: RegExp; readonly given: Readonly<Record<number, Term>>; readonly is: string };

const SAME: readonly SameAs[] = [
  { call: /^(?:arch_|raw_)?atomic(?:64|_long)?_add_unless$/, given: { 1: '1', 2: '0' }, is: 'atomic_inc_not_zero' },
  { call: /^(?:io_)?schedule_timeout(?:_\w{1,20})?$/, given: { 0: 'MAX_SCHEDULE_TIMEOUT' }, is: 'schedule' },
];

/** The name under which the tables know this call; its own where no other fits. */
export function otherName(name: string, args: readonly Term[]): string {
  const same = SAME.find(
    ({ call, given }) =>
      call.test(name) && Object.entries(given).every(([index, term]) => args[Number(index)] === term),
  );
  return same?.is ?? name;
}

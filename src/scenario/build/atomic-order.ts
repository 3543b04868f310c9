/**
 * What an atomic operation orders, by its name (Documentation/atomic_t.txt, Documentation/atomic_bitops.txt): one that gives
 * something back orders everything around it, unless it is called _relaxed, _acquire or _release; one that gives nothing orders nothing. Those of one CPU (_local) order nothing for others.
 *
 *     atomic_inc(&v)              nothing          xchg(&p, NULL)                 all
 *     atomic_dec_and_test(&v)     all              atomic_fetch_or_relaxed(…)     nothing
 */
export function orderOfAtomic(text: string): 'all' | 'half' | 'nothing' {
  const name = ATOMIC.exec(text.slice(0, 300))?.[0];
  if (name === undefined || /_(?:relaxed|local)$/.test(name)) return 'nothing';
  if (/_(?:acquire|release|lock|unlock)$/.test(name)) return 'half';
  return GIVES.test(name) ? 'all' : 'nothing';
}

const ATOMIC =
  /\b(?:arch_|raw_)?(?:atomic(?:64|_long)?_\w+|(?:try_)?cmpxchg\w*|xchg\w*|(?:__)?test_and_\w+_bit\w*|(?:__)?clear_bit_unlock\w*|(?:page|folio)_ref_\w+|Test(?:Set|Clear)Page\w+|folio_test_(?:set|clear)_\w+)(?= ?\()/;
const GIVES =
  /_return\b|_return_|fetch_|_and_test|xchg|_unless|_not_zero|_positive|_negative|test_and_|Test(?:Set|Clear)|test_(?:set|clear)_/;

import { isVerb, targetOf } from '../../scenario/statements.ts';
import type { Scenario, Statement } from '../../scenario/types.ts';
import { linesWhere, withoutStatements } from '../edit.ts';
import { answerFor } from '../ordering/index.ts';
import type { Case, Finding } from './types.ts';
import { contradicted, negated, supported, undetermined } from './types.ts';

/** Words of a claim that name one kind of barrier. */
const KINDS: readonly (readonly [pattern: RegExp, order: string])[] = [
  [/\bsmp_wmb\b|\bwrite (?:memory )?barrier/i, 'write'],
  [/\bsmp_rmb\b|\bread (?:memory )?barrier/i, 'read'],
  [/\bsmp_mb\b|\bfull (?:memory )?barrier/i, 'full'],
  [/\bacquire\b/i, 'acquire'],
  [/\breleas/i, 'release'],
];

/**
 * "the smp_rmb() is not needed", "this needs a barrier": the barriers of that kind are taken out and the memory model asked again; or,
 * where there are none, whether barriers are what is missing. Null where the claim is about no barrier.
 */
export function judgeBarriers(about: Case): Finding | null {
  const { claim, judged, options } = about;
  if (!/barrier|fence|\bsmp_|acquire|release|ordering/i.test(claim.text)) return null;
  const { scenario } = judged;
  const named = KINDS.filter(([pattern]) => pattern.test(claim.text)).map(([, order]) => order);
  const isMeant = (statement: Statement) =>
    isVerb(statement, 'barrier') && (named.length === 0 || named.includes(targetOf(statement) ?? ''));
  const lines = linesWhere(scenario, isMeant);
  const finding = lines.length > 0 ? withoutThem(scenario, isMeant) : asTheyAre(judged.models.lkmm);
  return claim.type === 'ordering-needed' ? finding : negated(finding);

  function withoutThem(whole: Scenario, drop: typeof isMeant): Finding {
    const [before, after] = [answerFor(whole, options), answerFor(withoutStatements(whole, drop), options)];
    if (typeof before !== 'string') return undetermined(`no memory model can be asked: ${before.unknown}`);
    if (typeof after !== 'string') return undetermined(`no memory model can be asked: ${after.unknown}`);
    if (before === 'allowed') return undetermined('what must not be seen can be seen even with it');
    const which = lines.length === 1 ? `the barrier on line ${lines[0]}` : `the barriers on lines ${lines.join(', ')}`;
    if (after === 'allowed')
      return supported(`without ${which} the Linux-kernel memory model allows what must not be seen`);
    // what nothing at all would allow is a drawing that leaves out what the barriers are for
    const bare = answerFor(
      withoutStatements(whole, (statement) => isVerb(statement, 'barrier')),
      options,
      true,
    );
    return bare === 'allowed'
      ? contradicted(`without ${which} the Linux-kernel memory model still never allows it`)
      : undetermined('the drawing does not show what the barrier is for');
  }

  /** Nothing of the kind is drawn: is one missing? */
  function asTheyAre(lkmm: typeof judged.models.lkmm): Finding {
    if (judged.failure !== 'reordering' || judged.models.sc !== 'refuted')
      return undetermined('the drawing shows nothing that a barrier would decide');
    if (lkmm === 'refuted') return contradicted(judged.reason);
    if (lkmm !== 'reproduces') return undetermined(judged.reason);
    const fix = judged.fixes.find(({ kind, verdict }) => kind === 'add-barrier' && verdict === 'works');
    return fix ? supported(`${fix.text} would forbid it`) : undetermined('no barrier that was tried forbids it');
  }
}

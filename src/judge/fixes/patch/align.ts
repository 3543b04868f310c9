import type { Effect, PatchLine, Step } from '../../../extract/types.ts';
import { bare, callsIn } from './names.ts';

/**
 * Which line of a function's code each drawn row is, as far as the patch shows it: the longest series of pairs in which rows and lines
 * have one order. Added lines are no row's: the drawing is of the code without them. Of two lines that a row could be it is rather the one that is taken
 * away, for the drawing is about what the patch mends.
 *
 *     find_crane()              static struct crane *find_crane(int id)
 *       p = pier->crane          	p = pier->crane;
 *       spin_lock(lock)        -	spin_lock(&pier->lock);
 */
export function align(code: readonly PatchLine[], rows: readonly Step[]): Map<PatchLine, Step> {
  const old = code.filter(({ sign }) => sign !== '+');
  // length[i][k]: pairs that the lines from i and the rows from k make at most
  const length = old.map(() => new Array<number>(rows.length + 1).fill(0));
  length.push(new Array<number>(rows.length + 1).fill(0));
  const best = (line: number, row: number): number => length[line]?.[row] ?? 0;
  for (let line = old.length - 1; line >= 0; line--) {
    for (let row = rows.length - 1; row >= 0; row--) {
      const isPair = isSame(old[line] as PatchLine, rows[row] as Step);
      const pair = isPair ? (old[line]?.sign === '-' ? TAKEN_AWAY : 1) + best(line + 1, row + 1) : 0;
      (length[line] as number[])[row] = Math.max(pair, best(line + 1, row), best(line, row + 1));
    }
  }
  const pairs = new Map<PatchLine, Step>();
  for (let line = 0, row = 0; line < old.length && row < rows.length; ) {
    if (best(line, row) === best(line + 1, row)) line++;
    else if (best(line, row) === best(line, row + 1)) row++;
    else pairs.set(old[line++] as PatchLine, rows[row++] as Step);
  }
  return pairs;
}

/** What a pair with a line counts that is taken away; rows are fewer than would make a whole one of the rest. */
const TAKEN_AWAY = 1.001;

/** The row is that line: by its text, by the function that it calls, or by what it does to which thing. */
export function isSame(line: PatchLine, row: Step): boolean {
  if (row.op === 'note' || row.op === 'elide') return false;
  const [one, other] = [bare(line.text), bare(row.text)];
  // `WRITE_ONCE(rq->state)` is drawn for the call with all its arguments
  if (other.endsWith(')') && holds(one, `${other.slice(0, -1)},`)) return true;
  if (other.length > 3 && (holds(one, other) || (one.length > 8 && holds(other, one)))) return true;
  const called = callsIn(line.text);
  if (line.text.includes('(') && callsIn(row.text).some((name) => called.includes(name))) return true;
  const drawn = new Set(row.effects.flatMap(signatureOf));
  return (line.meaning?.effects ?? []).flatMap(signatureOf).some((each) => drawn.has(each));
}

/** As words of it: `lock(l)` is no part of `unlock(l)`. */
function holds(text: string, part: string): boolean {
  const at = text.indexOf(part);
  return at === 0 || (at > 0 && !/\w/.test(text[at - 1] as string));
}

/** What is done to what, by the last name of it: `disk->open_mutex` in the code is drawn as "open_mutex". */
function signatureOf(effect: Effect): string[] {
  switch (effect.do) {
    case 'acquire':
    case 'release':
      return [`${effect.do} ${lockName(effect.lock)}`];
    case 'free':
    case 'put':
    case 'get':
    case 'unlink':
      return [`${effect.do} ${lastName(effect.object)}`];
    case 'store':
      return [`store ${lastName(effect.to)} ${bare(effect.value)}`];
    case 'add':
      return [`add ${lastName(effect.to)} ${effect.by}`];
    case 'queue-work':
    case 'cancel-work':
    case 'flush-work':
      return [`${effect.do} ${lastName(effect.work)}`];
    case 'wake':
    case 'prepare-wait':
    case 'finish-wait':
      return [`${effect.do} ${lastName(effect.queue)}`];
    case 'complete':
    case 'wait-completion':
      return [`${effect.do} ${lastName(effect.completion)}`];
    case 'wait-readers':
    case 'enter-reader':
    case 'leave-reader':
      return [`${effect.do} ${effect.domain}`];
    default:
      return [];
  }
}

/** Names that are no more than the word: any structure may have such a lock. */
export const ANY_LOCK = /^(?:lock|mutex|sem|rwsem|mtx|spinlock|slock)$/;

/** What tells a lock from others: its last name, with the one before it where that says nothing. */
export function lockName(term: string): string {
  const last = lastName(term);
  return ANY_LOCK.test(last) ? (/(?:\w+(?:->|\.))?\w+\W*$/.exec(term)?.[0] ?? term) : last;
}

export const lastName = (term: string): string => /(\w+)\W*$/.exec(term)?.[1] ?? term;

import type { Diagram, Failure, Step } from '../../../../extract/types.ts';
import { isChange } from './changes.ts';
import { isEmphasised } from './order.ts';
import { isOneChangingWhatAnotherNames } from './shared.ts';
import type { ToldOrder } from './types.ts';

/**
 * What the mail names that an order can bring; locks and barriers have their own story, and so has what is never freed. Null where it names
 * nothing, undefined where it names something else, or only asks.
 */
export function namedFailure({ steps, mentions }: Diagram): Failure | null | undefined {
  const marked = steps.find(({ failure }) => failure !== null);
  if (marked?.failure) {
    const isTold = marked.failure !== 'reordering' && !marked.annotations.concat(marked.text).some(isAsked);
    return isTold ? marked.failure : undefined;
  }
  const said = FROM.flatMap((from) => mentions.filter((each) => each.from === from && !each.denied));
  if (said.length === 0) return null;
  const isOther = said.some(({ failure, text }) => failure === 'reordering' || isAsked(text));
  return isOther ? undefined : said.find(({ failure }) => comesByOrder(failure))?.failure;
}

export const comesByOrder = (failure: Failure): boolean => BY_ORDER.has(failure);

const isAsked = (text: string): boolean => text.includes('?');

const FROM = ['cell', 'prose', 'subject'] as const;
const BY_ORDER: ReadonlySet<Failure> = new Set([
  'use-after-free',
  'null-deref',
  'double-free',
  'hang',
  'lost-update',
  'stale-read',
  'torn',
  'list-corruption',
  'wrong-state',
  'warning',
  'data-race',
]);

/**
 * An order says little where nobody changes anything before the step that fails. Where others come between, a failure that is named is
 * enough; where the lanes run one after the other the drawing has to mark it too, or one lane to change what the other names. Where the
 * mail only says that something is wrong, something has to change, or to be called that nobody knows, and what comes behind has to be more
 * than another look. In a comment that a patch adds the drawing itself has to mark it.
 */
export function isEnough(
  { runs }: ToldOrder,
  fails: Step,
  named: Failure | null,
  { harm, lines, added, steps }: Diagram,
): boolean {
  const isSerial = runs.length < 3;
  const emphasised = runs.flat().some(isEmphasised);
  const isMarked = fails.failure !== null || emphasised || (harm !== undefined && harm >= lines[0] && harm <= lines[1]);
  const before = runs.slice(isSerial || emphasised ? 0 : 1, -1).flat();
  const changes = [...before, ...interrupting(runs, fails, steps)].some(isChange);
  if (added && !isMarked && !((harm ?? 0) > lines[1])) return false;
  const isShared = isOneChangingWhatAnotherNames(steps, fails);
  if (named !== null) return !isSerial || (changes && (isMarked || isShared));
  if (harm === undefined) return false;
  if (isSerial) return harm > 0 && changes && isShared && (isMarked || !LOOKS.has(fails.op));
  const isOpaque = harm > 0 && runs.flat().every(({ op, text }) => OPAQUE.has(op) && /^\w*_\w+\(/.test(text));
  return (changes || isShared || isOpaque) && (isMarked || !LOOKS.has(fails.op));
}

/** What interrupts the lane that fails, behind what the others did, is another one's doing as well. */
function interrupting(runs: ToldOrder['runs'], fails: Step, steps: readonly Step[]): Step[] {
  const last = runs.slice(0, -1).flat().at(-1);
  const behind = last === undefined ? [] : steps.slice(steps.indexOf(last), steps.indexOf(fails));
  return behind.filter(({ lane, task }) => lane === fails.lane && task !== null && task !== fails.task);
}

const OPAQUE: ReadonlySet<Step['op']> = new Set(['call', 'lock', 'unlock']);

const LOOKS: ReadonlySet<Step['op']> = new Set(['read', 'test']);

/**
 * Where both ends are wholly known, what is freed and what is used, by one name, the machine itself has the say; and where the lane took
 * a reference before, it may be of what is freed.
 */
export function isLeftToMachine(failure: Failure, fails: Step, { steps }: Diagram): boolean {
  if (failure !== 'use-after-free' && failure !== 'double-free') return false;
  const holds = steps.some(({ op, lane, line }) => op === 'get' && lane === fails.lane && line < fails.line);
  const freed = steps.filter(({ op, complete }) => complete && (op === 'free' || op === 'put'));
  return holds || (fails.complete && freed.some((free) => mayBeOf(free, fails)));
}

/** `kfree(order)` is of `order->dishes`; whether it is of `tray->order` only the code says. */
function mayBeOf(free: Step, use: Step): boolean {
  const [freed, used] = [free, use].map(({ object }) => /[A-Za-z_]\w*/.exec(object ?? '')?.[0]);
  return freed === undefined || used === undefined || freed === used;
}

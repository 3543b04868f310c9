import { isRule, type Segment, segmentsOf } from './segments.ts';

/**
 * The row of labels over the lanes:
 *
 *     CPU0                    CPU 1
 *     Task A: write foo       kworker/0:1
 *     CPU1 (timer)            <interrupt>
 *     process                 interrupt
 *     reader_fn()             writer_fn()          (any names, when a row of dashes under them follows)
 */
export type Label = { readonly name: string; readonly column: number; readonly end: number };

export const ACTORS =
  'cpu|core|task|thread|process|proc|context|ctx|reader|writer|kworker|kthread|worker|user|client|server|vcpu|waiter|waker|caller|producer|consumer';

/** An actor with a number or a letter: `CPU0`, `CPU 1`, `cpu-A`, `Thread-B`, `T1`, `P0`. */
const NUMBERED = new RegExp(
  `^(?:\\/\\/ ?|\\* ?|\\[ ?|#)?(?:(?:kernel|user|worker|other|first|second|main|io) )?(?:(?:${ACTORS})(?:[ _#-]?\\d{1,3}|[ _#-]?[a-z])|[pt]_?\\d{1,2}|k(?:worker|softirqd|swapd|thread)/[\\w:]{1,12}|(?:migration|swapper)/\\d{1,3})(?![\\w.=])`,
  'i',
);

const ACTOR = new RegExp(`^(?:${ACTORS})$`, 'i');

/** What may stand behind a name. */
export const ACTOR_ENDS =
  'handler|context|thread|task|process|path|side|callback|cpu|soft ?irq|irq|interrupt|poll|\\d{1,3}';

/** Actors that need no number. */
const NAMED = new RegExp(
  `^(?:\\/\\/ ?)?(?:the )?(?:${ACTORS}|interrupt|irq|hard ?irq|soft ?irq|nmi|timer|userspace|user ?space|kernel|parent|child|guest|host|driver|syscall|workqueue|work|hypervisor|memory subsystem|main thread|rcu|bh|napi|tasklet|tracer|tracee)(?: (?:${ACTOR_ENDS}))?(?: ?\\([^)]{1,40}\\))?:?$`,
  'i',
);

/** A function's or a task's name: `foo()`, `kworker/u8:1`, `KJOURNALD2(kthread)`. */
const NAME = /^[a-zA-Z_][\w./:#-]{1,40}(?: ?\([\w ,./-]{0,40}\))?:?$/;

/** Several words, when a rule stands below: `reset work TASK`. */
const NAME_WORDS = /^[\w-]+(?: [\w-]+){1,2}$/;

/** `CPU: 0 PID: 12 Comm: …` and `CPU0: …;` are no labels; neither is a line with many of them (a table of counters). */
const MOST_LANES = 8;

const isNumbered = (text: string) => text.length <= 70 && NUMBERED.test(text) && !/[;{}]|\bPID\b/.test(text);
const isNamed = (text: string) => text.length <= 60 && NAMED.test(text);

/** `<interrupt>`, `[timer]`, `(softirq)`: an actor beside others that stand without brackets. */
const isBracketed = (text: string) => {
  const inner = /^[<[(] ?([^<>[\]()]{2,40}?) ?[>\])]:?$/.exec(text)?.[1];
  return inner !== undefined && (isNumbered(inner) || isNamed(inner));
};

/**
 * The labels of a row, left to right, or null. `below` is the next row that is not blank: a rule of dashes there, one run for
 * each name, makes labels of any names.
 */
export function labelsOf(segments: readonly Segment[], below: string | null): Label[] | null {
  const words = joinNumbers(segments);
  if (words.length < 2 || words.length > MOST_LANES) return null;
  let numbered = 0;
  let named = 0;
  let bracketed = 0;
  for (const { text } of words) {
    if (isNumbered(text)) numbered++;
    else if (isNamed(text)) named++;
    else if (isBracketed(text)) bracketed++;
    else if (!NAME.test(text) && !(NAME_WORDS.test(text) && below !== null && isRule(below))) return null;
  }
  if (bracketed > 0 && numbered + named === 0) return null;
  named += bracketed;
  const enough =
    numbered + named === words.length ||
    (numbered >= 1 && numbered + named >= 2) ||
    (numbered >= 1 && words.every((word) => /[(\d]/.test(word.text)));
  // any names do over a rule, but the headings of a table do not
  const called = numbered + named > 0 || words.every((word) => /[_(\d/]/.test(word.text));
  if (!enough && !(called && ruledBelow(words, below))) return null;
  return words.map((word) => ({ name: nameOf(word.text), column: word.start, end: word.end }));
}

/** `CPU  1`: the number was set apart. */
function joinNumbers(segments: readonly Segment[]): Segment[] {
  const words: Segment[] = [];
  for (const segment of segments) {
    const before = words.at(-1);
    if (before && /^\d{1,2}:?$/.test(segment.text) && segment.gap <= 3 && ACTOR.test(before.text)) {
      words[words.length - 1] = { ...before, text: `${before.text} ${segment.text}`, end: segment.end };
    } else words.push(segment);
  }
  return words;
}

/** Whether a row of dashes with one run under each name stands below. */
function ruledBelow(words: readonly Segment[], below: string | null): boolean {
  if (below === null || !isRule(below)) return false;
  const runs = runsOf(below);
  return runs.length === words.length && words.every((word, i) => Math.abs((runs[i] as number) - word.start) <= 8);
}

function runsOf(rule: string): number[] {
  // letters in place of dashes, so that the runs count as segments
  return segmentsOf(rule.replace(/[-=~_]/g, 'x')).segments.map((segment) => segment.start);
}

/** Quick look before a row is taken apart: something numbered or named, a wide gap, and no statement of C. */
export const mayBeLabels = (text: string) =>
  text.length < 400 && !/[;{}]/.test(text) && /\S(?:[\t\u00a0]|\s{2})/.test(text) && /[a-z]/i.test(text);

/** How the name of an actor may begin, one with a number and one without. */
export const ACTOR_BEGINS = `${ACTORS}|[pt]_?\\d|k(?:worker|softirqd|swapd|thread)|migration|swapper|(?:soft ?|hard ?)?irq|interrupt|nmi|timer|user|kernel|parent|child|guest|host|driver|syscall|work|hypervisor|memory subsystem|rcu|bh|napi|tasklet|trace[re]`;
const ACTOR_WORD = new RegExp(ACTOR_BEGINS, 'i');
/** The same for the words: an actor's, without which a row of labels needs a rule of dashes below it. */
export const mayNameActors = (text: string) => ACTOR_WORD.test(text);

const nameOf = (text: string) => text.replace(/^\* ?/, '').replace(/:$/, '').trim();

/** Whether the text is one actor's label and nothing else: `T1`, `CPU 0:`, `context A`, `Thread 2 (reader)`. */
export const isActor = (text: string) => {
  const match = NUMBERED.exec(text);
  return match !== null && /^\s*(?:\([^)]{0,40}\))?\s*:?\s*$/.test(text.slice(match[0].length));
};

/** A label that stands alone over its lane's steps: an actor with a number, or any actor's name with a colon (`timer:`). */
export const isHeading = (text: string) =>
  text.length <= 60 && !/[;=]/.test(text) && (isActor(text) || (text.endsWith(':') && isNamed(text)));

const HEADING_WORD = new RegExp(`${ACTORS}|[pt]_?\\d|k(?:softirqd|swapd)|migration|swapper|:\\s*$`, 'i');
/** A quick look before a line is taken apart: it may be, or end in, an actor's label that stands alone. */
export const mayBeHeading = (text: string) => text.length <= 100 && HEADING_WORD.test(text);

/** What kind of actor a numbered label names: `cpu` of `CPU 0`, `t` of `T1`. */
export const familyOf = (label: string) => /[a-z]+/.exec(label.toLowerCase())?.[0] ?? '';

/**
 * Lane labels in a row, with single spaces between them, as they are left when a drawing loses its white space:
 *
 *     CPU0 CPU 1 CPU 2 ------ -------- ------- foo() bar() …
 *     T1 T2 foo() spin_lock(&a) …
 *     reader writer ------ ------ …            (any names, when a rule follows for each)
 */
export type LabelRun = {
  readonly names: readonly string[];
  /** Offset of the first label, and the offset behind the last label or rule. */
  readonly start: number;
  readonly end: number;
  /** A rule stands for each label. */
  readonly ruled: boolean;
};

const MOST_LANES = 8;
const ACTOR =
  '(?:CPU|Cpu|cpu|Core|core|Thread|thread|THREAD|Task|task|TASK|Process|process|PROCESS|Proc|proc|Context|context|Reader|reader|Writer|writer|Worker|worker|kworker|vCPU|vcpu|VCPU|Node|node|Client|client)';
const LABEL = new RegExp(
  `(?:${ACTOR}(?:[ _#-]?\\d{1,3}|[ _#-][A-Z]|[A-Z])|k(?:worker|softirqd|thread)/[\\w:]{1,12}|[TPtp]\\d{1,2})(?![\\w.(=-])(?: \\([^()]{1,30}\\))?:?`,
  'y',
);
const RULES = /[ \u00a0]{0,8}((?:[-=~_]{2,200}[ \u00a0]{1,3}){1,8}[-=~_]{2,200})(?=[ \u00a0]|$)/y;
const RULES_ANYWHERE = /(?:^|[ \u00a0])[-=~_]{2,200}(?:[ \u00a0]{1,3}[-=~_]{2,200}){1,7}(?=[ \u00a0]|$)/;

/** Whether the line may hold such a row; looks at its first characters only. */
export const mayHoldLabels = (text: string) => /[TPtp]\d|[a-zA-Z]{4}|[cC][pP][uU]/.test(text.slice(0, 400));

/** The first row of labels in the text, or null. Labels that do not begin the text count only with their rules. */
export function labelRunOf(text: string): LabelRun | null {
  const head = text.slice(0, 1000);
  const begin = head.length - head.trimStart().length;
  // without rules, labels begin the text or there are none
  const mayBeRuled = /[-=~_]{2}/.test(head);
  for (const start of mayBeRuled ? wordStarts(head, begin) : [begin]) {
    const numbered = numberedFrom(head, start);
    if (numbered.names.length >= 2 && numbered.names.length <= MOST_LANES) {
      const rules = rulesAt(head, numbered.end);
      if (rules && rules.count === numbered.names.length) return { ...numbered, start, end: rules.end, ruled: true };
      if (start === begin) return { ...numbered, start, ruled: false };
    }
  }
  return mayBeRuled ? namedBefore(head, begin) : null;
}

function* wordStarts(text: string, from: number): Generator<number> {
  for (let at = from; at < Math.min(text.length, 600); at++) {
    const before = text[at - 1];
    if (at === from || before === ' ' || before === '\u00a0') yield at;
  }
}

function numberedFrom(text: string, start: number): { names: string[]; end: number } {
  const names: string[] = [];
  let end = start;
  let at = start;
  while (names.length <= MOST_LANES) {
    LABEL.lastIndex = at;
    const match = LABEL.exec(text);
    if (!match) break;
    names.push(match[0].replace(/:$/, ''));
    end = at + match[0].length;
    at = end;
    while (at < text.length && at < end + 3 && (text[at] === ' ' || text[at] === '\u00a0')) at++;
    if (at === end) break;
  }
  return { names, end };
}

function rulesAt(text: string, at: number): { count: number; end: number } | null {
  RULES.lastIndex = at;
  const match = RULES.exec(text);
  if (!match) return null;
  return { count: (match[1] as string).split(/[ \u00a0]+/).length, end: at + match[0].length };
}

/** As many words at the start of the text as there are rules behind them. */
function namedBefore(text: string, begin: number): LabelRun | null {
  const match = RULES_ANYWHERE.exec(text);
  if (!match) return null;
  const names = text
    .slice(begin, match.index)
    .trim()
    .split(/[ \u00a0]+/);
  const count = match[0].trim().split(/[ \u00a0]+/).length;
  if (
    names.length !== count ||
    names.length < 2 ||
    !names.every((name) => /^(?:[a-zA-Z_][\w./:()-]{0,40}|<[\w/-]{2,40}>|\[[\w/-]{2,40}\])$/.test(name))
  )
    return null;
  return { names, start: begin, end: match.index + match[0].length, ruled: true };
}

/**
 * Whether a line may be the label row of a drawing, or another of the marks by which `src/extract/drawing` begins to read one. The same
 * words as there, more freely: what is let through in vain costs a little time, what is not let through is lost. The tests hold both
 * against each other.
 */
const ACTORS =
  'cpu|core|task|thread|process|proc|context|ctx|reader|writer|kworker|kthread|worker|user|client|server|vcpu|waiter|waker|caller|producer|consumer';
const NUMBERED = new RegExp(
  `^(?:(?:kernel|user|worker|other|first|second|main|io) )?(?:(?:${ACTORS})(?:[ _#-]?\\d{1,3}|[ _#-]?[a-z])|[pt]_?\\d{1,2}|k(?:worker|softirqd|swapd|thread)/[\\w:]{1,12}|(?:migration|swapper)/\\d{1,3})(?![\\w.=])`,
  'i',
);
const NAMED = new RegExp(
  `^(?:the )?(?:${ACTORS}|interrupt|irq|hard ?irq|soft ?irq|nmi|timer|userspace|user ?space|kernel|parent|child|guest|host|driver|syscall|workqueue|work|hypervisor|memory subsystem|main thread|rcu|bh|napi|tasklet|tracer|tracee)(?: (?:handler|context|thread|task|process|path|side|callback|cpu|soft ?irq|irq|interrupt|poll|\\d{1,3}))?(?: ?\\([^)]{1,40}\\))?:?$`,
  'i',
);
/** Some letters of each actor, above and in what follows: a line without any is left at once. */
const HAS_ACTOR =
  /cpu|core|ta?sk|thr|pro[cd]|cons|c(?:on)?te?x|rea|wri|work|use|clie|serv|wai|wak|cal|[pt]_?\d|swap|migr|irq|int|nmi|tim|kern|par|chi|gue|host|driv|sysc|hyp|mem|main|rcu|bh|napi|trac|ipi|dev|node/i;
const NAME = /^[a-zA-Z_][\w./:#-]{1,40}(?: ?\([\w ,./-]{0,40}\))?:?$/;
const NAME_WORDS = /^[\w-]+(?: [\w-]+){1,2}$/;
const INTERRUPT = /-> ?(?:(?:hard|soft|timer|device) ?)?(?:interrupt|irq|nmi|ipi|softirq)\b/i;
const BARRIERS =
  /(?:mb|mb__\w{1,30}|barrier)(?:\(\))?;?>?(?:\t| {2,})[\t ]*(?:<?(?:read|write|full|general|memory) barrier|barrier|(?:smp_|dma_|virt_)?(?:r|w)?mb)/i;
const FLAT_ACTOR = 'cpu|core|thread|task|process|proc|context|reader|writer|worker|kworker|vcpu|node|client';
const FLAT = `(?:(?:${FLAT_ACTOR})(?:[ _#-]?\\d{1,3}|[ _#-]?[a-z])|k(?:worker|softirqd|thread)/[\\w:]{1,12}|[tp]\\d{1,2})(?![\\w.(=-])(?: \\([^()]{1,30}\\))?:?`;
const FLAT_ROW = new RegExp(`^${FLAT} {1,3}${FLAT}`, 'i');
const PREFIX = /^([\w#][\w #/-]{0,24}?)\s?[:)>]\s+\S/;
const GAP = /\t[\t ]*| {2,}[\t ]*/;
const TAIL = /\s?-{3,}>?\|?$|\s\|$/;
/** Dress, quotation, rails and row numbers that may stand in front of a label. */
const LEAD = /^[^A-Za-z_]+/;
const HEADING_TAIL = /^\s*(?:\([^)]{0,40}\))?\s*:?\s*$/;
const LONGEST = 400;
const MOST_LANES = 8;

/** `label`: begins a drawing if another line of the mail says `prefix` of somebody else; `true`: may begin a drawing by itself. */
export type LineMark = true | { readonly prefix: string } | null;

/** `line`: one character a byte, without its newline. `above`: the row over a rule of dashes. */
export function markOf(line: string, above = false): LineMark {
  const spaced = (line.includes('\xa0') ? line.replace(/\xc2?\xa0/g, ' ') : line).trimEnd();
  const text = spaced.replace(LEAD, '');
  if (text === '') return null;
  if (!HAS_ACTOR.test(text)) return BARRIERS.test(spaced) || null;
  if ((spaced.includes('->') || spaced.includes('- >')) && INTERRUPT.test(spaced)) return true;
  if (FLAT_ROW.test(text)) return true;
  if (isHeading(text) || isHeading(withoutTail(text))) return true;
  if (text.length < LONGEST && GAP.test(text) && !/[;{}]/.test(text) && areLabels(text, above)) return true;
  if (BARRIERS.test(spaced)) return true;
  const label = PREFIX.exec(text)?.[1];
  return label !== undefined && isHeading(`${label}:`) ? { prefix: label.toLowerCase() } : null;
}

const withoutTail = (text: string): string => text.replace(TAIL, '');

function isHeading(text: string): boolean {
  if (text.length > 60 || /[;=]/.test(text)) return false;
  const match = NUMBERED.exec(text);
  if (match !== null && HEADING_TAIL.test(text.slice(match[0].length))) return true;
  return text.endsWith(':') && NAMED.test(text);
}

/** The rule of `labelsOf`, but for what stands below. */
function areLabels(text: string, above: boolean): boolean {
  let words = 0;
  let numbered = 0;
  let named = 0;
  let names = 0;
  for (const segment of text.split(GAP)) {
    const bare = withoutTail(segment.replace(LEAD, ''));
    // a rail, a row's number, or the number of the label before it
    if (!/[A-Za-z]/.test(bare)) continue;
    words++;
    const inner = bare.replace(/ ?[>\])]:?$/, '');
    if (NUMBERED.test(bare)) numbered++;
    else if (NAMED.test(bare) || NAMED.test(inner)) named++;
    else if (NAME.test(bare) || (above && NAME_WORDS.test(bare))) names++;
    else return false;
  }
  if (words < 2 || words > MOST_LANES + 1) return false;
  if (numbered + named === words) return true;
  return numbered >= 1 && (numbered + named >= 2 || names > 0);
}

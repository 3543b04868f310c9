/**
 * Sentences of a prose block, with the line of every word.
 *
 *     This can race with foo.bar() (e.g. on    -> "This can race with foo.bar() (e.g. on unplug)."      line 1
 *     unplug). There is no lock, see:          -> "There is no lock, see:"                              line 2
 */

export type Sentence = {
  /** White space collapsed. */
  readonly text: string;
  /** Offset in `text` at which each word begins. */
  readonly offsets: readonly number[];
  /** Body line on which each word stands. */
  readonly wordLines: readonly number[];
};

/** Longer runs are dumps and tables, not sentences; the limits also keep every pattern's work bounded. */
const LONGEST_WORD = 160;
const LONGEST_SENTENCE = 1600;

/** Words whose final dot ends no sentence. */
// biome-ignore format: a plain list
const ABBREVIATIONS = new Set([
  'e.g.', 'i.e.', 'eg.', 'ie.', 'vs.', 'cf.', 'etc.', 'a.k.a.', 'aka.', 'resp.', 'approx.', 'fig.', 'sec.', 'ref.', 'no.',
  'mr.', 'mrs.', 'dr.', 'st.', 'incl.', 'esp.', 'viz.', 'w.r.t.', 'wrt.',
]);

const BULLET = /^(?:[-*•o+]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|#\d{1,2}:?|\[\d{1,2}\])$/;

/** Body line of the word at or before `offset`. */
export function lineAt(sentence: Sentence, offset: number): number {
  let low = 0;
  let high = sentence.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sentence.offsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return sentence.wordLines[low] ?? 0;
}

/**
 * Splits lines into sentences. `first` is the body line of `lines[0]`.
 * A blank line, a bullet, a full stop, and a colon at a line's end all end a sentence; titles ("sched: Fix that thing") are left out.
 */
export function sentencesOf(lines: readonly string[], first: number): Sentence[] {
  const found: Sentence[] = [];
  let words: string[] = [];
  let wordLines: number[] = [];
  const flush = (): void => {
    if (words.length > 0) {
      const sentence = build(words, wordLines);
      if (sentence !== null) found.push(sentence);
    }
    words = [];
    wordLines = [];
  };
  lines.forEach((line, index) => {
    const parts = line.split(/[\s\u00a0]+/).filter((part) => part !== '');
    // a blank line or a ruler ("=====") parts sentences
    if (!/[\p{L}\p{N}]/u.test(line)) {
      flush();
      return;
    }
    if (BULLET.test(parts[0] ?? '')) {
      flush();
      parts.shift();
    }
    parts.forEach((part, at) => {
      words.push(part);
      wordLines.push(first + index);
      if (endsSentence(part, parts[at + 1] ?? null, words.at(-2) ?? null)) flush();
    });
    if (isTitle(lines, index)) {
      words = [];
      wordLines = [];
    }
  });
  flush();
  return found;
}

function build(words: readonly string[], wordLines: readonly number[]): Sentence | null {
  const offsets: number[] = [];
  let length = 0;
  for (const word of words) {
    if (word.length > LONGEST_WORD) return null;
    offsets.push(length);
    length += word.length + 1;
  }
  if (length > LONGEST_SENTENCE || words.length < 2) return null;
  return { text: words.join(' '), offsets, wordLines };
}

/** `next` is null at the end of a line. */
function endsSentence(word: string, next: string | null, previous: string | null): boolean {
  const bare = word.replace(/["')\]*_]{1,4}$/, '');
  const last = bare.at(-1);
  if (last === '?' || last === '!') return bare.length > 1;
  if (last === ':') return next === null;
  if (last !== '.') return false;
  if (bare.endsWith('..')) return next === null || /^["'(]?[A-Z]/.test(next);
  const lower = bare.toLowerCase().replace(/^[("'[]{1,3}/, '');
  if (ABBREVIATIONS.has(lower)) return lower === 'etc.' && next !== null && /^[A-Z]/.test(next);
  // an initial ("J. Doe"), but not "… of type A."
  if (/^[A-Z]\.$/.test(bare) && next !== null && /^[A-Z]/.test(next)) return !/^[A-Z]/.test(previous ?? 'A');
  return bare.length > 1;
}

/** A line alone in its paragraph that begins with a subsystem's name and ends without a stop is a subject, not a statement. */
function isTitle(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  const alone = blank(lines[index - 1]) && blank(lines[index + 1]);
  return (
    alone && /^(?:\[[^\]]{1,60}\] ?)?[\w/.,+-]{2,40}(?: [\w/.,+-]{2,40})?: \S/.test(line) && !/[.:?!]\s*$/.test(line)
  );
}

function blank(line: string | undefined): boolean {
  return line === undefined || /^\s*$/.test(line);
}

import { type Explanation, type ShownEvent, valueText } from '../../sim/lkmm/index.ts';
import { drawGrid } from '../text/grid.ts';
import { harmless } from '../text/harmless.ts';
import { displayWidth, pad } from '../text/width.ts';
import { AXIOMS, RELATIONS, spelt } from './relations.ts';

const MODEL_WORDS = {
  lkmm: 'under the Linux-kernel memory model',
  'lkmm-6.1': 'under the memory model of Linux 6.1',
  tso: 'on x86',
  sc: 'where everything happens in one order',
} as const;

/** Lines that say why an outcome can or cannot be. */
export function whyLines(why: Explanation, width: number): string[] {
  const where = MODEL_WORDS[why.model];
  switch (why.is) {
    case 'impossible':
      return [`Why: no run of the program gives these values, whatever the order of its accesses.`];
    case 'unknown':
      return [`Why: the search gave up before it found an execution ${where}.`];
    case 'forbidden': {
      const axiom = AXIOMS[why.axiom];
      const rule = axiom === undefined ? why.axiom : `${why.axiom}: ${axiom}`;
      return [`Why: ${where} this cannot be. The axiom that rules it out is`, `  ${rule}.`, ...cycleLines(why)];
    }
    case 'allowed':
      return [`Why: ${allowedWords(why)}`, ...columns(why.events, width)];
  }
}

function allowedWords({ model, underEven, isSequential }: Explanation & { is: 'allowed' }): string {
  if (underEven === 'sc') return 'this can be on any machine: the accesses come in this order.';
  const machines = underEven === 'tso' ? 'this can be on x86' : `this can be ${MODEL_WORDS[model]}, though not on x86`;
  return isSequential
    ? `${machines}, in this order.`
    : `${machines}, in no single order of the accesses; the programs:`;
}

/** `a  CPU0  line 9  WRITE_ONCE(*x, 1)  x = 1`, and below it a line for each step. */
function cycleLines({ events, cycle }: Explanation & { is: 'forbidden' }): string[] {
  const rows = events.map((event, index) => [
    letterOf(index),
    `CPU${event.thread}`,
    event.line === null ? '' : `line ${event.line}`,
    harmless(event.text),
    valueWords(event, events),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const told = cycle.map(({ from, to, by }) => {
    const sentence = RELATIONS[by] ?? '{a} comes before {b}';
    const words = sentence.replace(/\{a\}/g, letterOf(from)).replace(/\{b\}/g, letterOf(to));
    return `  ${letterOf(from)} → ${letterOf(to)}  ${words} (${spelt(by)})`;
  });
  const listed = rows.map((row) => `  ${row.map((cell, at) => pad(cell, widths[at] ?? 0)).join('  ')}`.trimEnd());
  return ['', ...listed, '', ...told];
}

const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(97 + index) : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;

function columns(events: readonly ShownEvent[], width: number): string[] {
  const threads = Math.max(...events.map(({ thread }) => thread), 0) + 1;
  // the two halves of a read-modify-write are one row
  const rows = events.map((event, index) => {
    const before = events[index - 1];
    const isSecond = before !== undefined && before.thread === event.thread && before.text === event.text;
    const isSame = isSecond && before.line === event.line && before.is === 'read' && event.is === 'write';
    return {
      mark: isSame ? '' : String(event.line ?? index + 1),
      lane: event.thread,
      text: isSame ? '(writes)' : harmless(event.text),
      depth: 0,
      side: [valueWords(event, events)],
    };
  });
  const lanes = Array.from({ length: threads }, (_, thread) => `CPU${thread}`);
  return ['', ...drawGrid({ lanes, rows, side: 'what is read and written' }, width).map(({ text }) => `  ${text}`)];
}

function valueWords(event: ShownEvent, events: readonly ShownEvent[]): string {
  if (event.is === 'other' || event.location === null) return '';
  const value = `${harmless(event.location)} = ${valueText(event.value)}`;
  if (event.is === 'write') return value;
  if (event.readsFrom === null || event.readsFrom < 0) return `reads ${value}`;
  return `reads ${value} of CPU${events[event.readsFrom]?.thread ?? '?'}`;
}

import { describe, expect, it } from 'vitest';
import { columns, type Row } from '../scenario/build/drawing.ts';
import { judge } from './judged.ts';

const RACE: readonly Row[] = [
  [0, 'b = quay->berth;'],
  [0, 'if (b)'],
  [1, 'quay->berth = NULL;'],
  [1, 'kfree(b);'],
  [0, '  b->ships++;'],
];
const quoted = (rows: readonly Row[]): string =>
  columns(['CPU0', 'CPU1'], rows)
    .split('\n')
    .map((row) => `> ${row}`)
    .join('\n');
const verdictOf = (rows: readonly Row[], answer: string) =>
  judge(`${quoted(rows)}\n\n${answer}`, 'quay: use-after-free').diagrams[0]?.judged;

describe('a denial that names a lock', () => {
  it('refutes what does not happen with it, and the verdict rests on its line', () => {
    const judged = verdictOf(RACE, 'This cannot happen, both hold quay->lock.');
    expect(judged?.verdict).toBe('refuted');
    expect(judged?.reason).toMatch(
      /^With quay->lock held by CPU0 and CPU1 across what is drawn, as line \d+ says, no execution shows use-after-free; without it/,
    );
    expect(judged?.assumptions.at(-1)?.text).toMatch(/^CPU0 and CPU1 hold quay->lock across what is drawn/);
  });

  it.each([
    ['is not sure', 'I think both hold quay->lock, so maybe this cannot happen.'],
    ['names a lock that one lane holds', 'This cannot happen, CPU1 always holds quay->lock there.'],
    ['is taken back', 'This cannot happen, both hold quay->lock.\n\nBut without the lock there is a race here:'],
    ['names none', 'This cannot happen, the harbor is closed then.'],
  ])('refutes nothing where it %s', (_, answer) => {
    expect(verdictOf(RACE, answer)?.verdict).not.toBe('refuted');
  });

  it('counts as the last word alone, also where it is quoted itself', () => {
    const denied = `${quoted(RACE)}\n\nThis cannot happen, both hold quay->lock.`;
    const deeper = denied.replace(/^/gm, '> ').replace(/^> $/gm, '>');
    const verdict = (text: string) => judge(text, 'quay: use-after-free').diagrams[0]?.judged.verdict;
    expect(verdict(deeper)).toBe('refuted');
    expect(verdict(`${deeper}\n\nThis race can happen all the same.`)).not.toBe('refuted');
  });
});

describe('a denial that names a wait', () => {
  const stuck: readonly Row[] = [
    [0, 'wait_for_completion(&oven)'],
    [1, 'wait_for_completion(&bread)'],
    [0, 'complete(&bread)'],
    [1, 'complete(&oven)'],
  ];
  const answered = (answer: string) =>
    judge(`${quoted(stuck)}\n\n${answer}`, 'bakery: possible deadlock').diagrams[0]?.judged;

  it('refutes what does not happen without it', () => {
    const judged = answered('This is impossible, CPU0 cannot be waiting for oven then.');
    expect(judged?.verdict).toBe('refuted');
    expect(judged?.reason).toMatch(
      /^CPU0 cannot be waiting there, as line \d+ says: without that wait no execution shows/,
    );
  });

  it.each([
    ['speaks of no wait that is drawn', 'This is impossible, CPU0 cannot be waiting for dough then.'],
    ['only says that it is so', 'This is impossible, the oven is hot by then.'],
  ])('refutes nothing where it %s', (_, answer) => {
    expect(answered(answer)?.verdict).toBe('undetermined');
  });
});

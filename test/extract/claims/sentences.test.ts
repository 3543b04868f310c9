import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../../src/extract/claims/clauses.ts';
import { lineAt, sentencesOf } from '../../../src/extract/claims/sentences.ts';

const texts = (text: string): string[] => sentencesOf(text.split('\n'), 1).map((sentence) => sentence.text);

describe('sentences', () => {
  it('joins lines and keeps the line of every word', () => {
    const [sentence] = sentencesOf(['The worker can still', 'touch   the queue here.'], 7);
    expect(sentence?.text).toBe('The worker can still touch the queue here.');
    expect(lineAt(sentence as never, 0)).toBe(7);
    expect(lineAt(sentence as never, 21)).toBe(8);
  });
  it('does not end at abbreviations, members, arrows and calls', () => {
    expect(texts('On unplug (e.g. of a dock) q->ops.stop() runs, i.e. A -> B holds.')).toHaveLength(1);
  });
  it('ends at stops, question marks, blank lines, bullets and a colon at the line end', () => {
    expect(texts('One thing. Is it two? three of them\n\nfour of them\n- five of them\nand then:\nlast one')).toEqual([
      'One thing.',
      'Is it two?',
      'three of them',
      'four of them',
      'five of them and then:',
      'last one',
    ]);
  });
  it('leaves titles out', () => {
    expect(texts('net/frob: Fix the race in frob_stop()\n\nThere is a race.')).toEqual(['There is a race.']);
  });
  it('drops what no person wrote as a sentence', () => {
    expect(texts(`${'x'.repeat(100_000)} is a race.`)).toEqual([]);
    expect(texts('there is '.repeat(20_000))).toEqual([]);
  });
});

describe('clauses', () => {
  const clauses = (text: string): string[] => {
    const [sentence] = sentencesOf([text], 1);
    return clausesOf(sentence as never).map((clause) => clause.text);
  };
  it('splits where a clause brings its own verb', () => {
    expect(clauses("The flag helps nobody, it's useless here; so we should drop it.")).toEqual([
      'The flag helps nobody',
      "it's useless here",
      'so we should drop it.',
    ]);
    expect(clauses('They cannot meet because both take the mutex.')).toHaveLength(2);
  });
  it('leaves the arguments of a call together', () => {
    expect(clauses('We call frob(a, this is b) here.')).toHaveLength(1);
  });
});

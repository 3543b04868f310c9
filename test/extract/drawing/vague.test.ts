import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';

const DRAWING = [
  'CPU0                    CPU1',
  '----                    ----',
  'pot_look(pot);',
  '                        pot->lid = 1;',
  'pot_close(pot);',
];

/** What the drawing's mentions name, where each was found. */
function mentions(before: readonly string[], behind: readonly string[] = []): string[] {
  const lines = [...before, '', ...DRAWING, '', ...behind];
  const [diagram] = extractMessage({ subject: 'pot: mend the lid', date: null, lines }).diagrams;
  return (diagram?.mentions ?? []).map(({ failure, from, line }) => `${failure} ${from} ${line}`);
}

const FAR = ['Under load the cook remains stuck in', 'pot_wait() from then on.', '', 'The pot is new.', ''];

describe('a failure that the sentences at the drawing do not name', () => {
  it('is named by the nearest sentence farther away', () => {
    expect(mentions([...FAR, 'The pot is used by two.', '', 'This is racy:'])).toEqual(['hang mail 1']);
  });

  it('also by one that is quoted, which a reply draws', () => {
    const quoted = FAR.map((line) => `> ${line}`.trimEnd());
    expect(mentions([...quoted, '', 'So the race here is:'])).toEqual(['hang mail 1']);
  });

  it('is what a vaguer word at the drawing says before that', () => {
    expect(mentions([...FAR, 'This is racy:'], ['The lid is in the wrong place then.'])).toEqual([
      'wrong-state mail 14',
    ]);
    expect(mentions(['This is racy:'], ['So one of the lids is missed.'])).toEqual(['lost-update mail 9']);
  });

  it('is not looked for where they name one', () => {
    expect(mentions([...FAR, 'This is a use-after-free:'])).toEqual(['use-after-free prose 6']);
  });

  it('is none that is denied', () => {
    expect(mentions(['There can be no deadlock there.', '', 'The pot is new.', '', '', 'This is racy:'])).toEqual([]);
  });
});

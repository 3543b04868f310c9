import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/extract/day.ts';
import { readPage } from '../../src/extract/mail-tree/index.ts';

const day = (lines: readonly string[], date: string | null = null) => dayOf({ date }, readPage(lines));

describe('the day of a message', () => {
  it("is its header's", () => {
    expect(day(['On Tue, Dec 22, 2020 at 12:58, Ann Author wrote:'], '2024-01-02T03:04:05Z')).toBe(
      '2024-01-02T03:04:05Z',
    );
  });

  it.each([
    ['On Tue, Dec 22, 2020 at 12:58:18PM -0800, Ann Author wrote:', '2020-12-22'],
    ['On Tue, 2 June 2020 12:58 Ann Author <ann@example.org> wrote:', '2020-06-02'],
    ['On 2019-03-04 10:00, Ann Author wrote:', '2019-03-04'],
    ['Ann Author <ann@example.org> wrote:', null],
    ['On 5/4/19 10:00, Ann Author wrote:', null],
  ])('without one is that of what it answers: %s', (line, expected) => {
    expect(day([line, '> text', '', 'An answer.'])).toBe(expected);
  });

  it('is the latest of its own, not that of what is quoted', () => {
    const lines = [
      'On Wed, Jan 6, 2021, Ann Author wrote:',
      '> On Thu, Jan 7, 2021, Bob Author wrote:',
      '>> text',
      '',
      'On Tue, Jan 5, 2021, Cy Author wrote:',
      '> text',
    ];
    expect(day(lines)).toBe('2021-01-06');
    expect(day(['No day is told.'])).toBeNull();
  });
});

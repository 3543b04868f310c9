import { describe, expect, it } from 'vitest';
import { claimsIn, claimsOf, drawn, prose, quoted } from './mails.ts';

const only = (text: string) => {
  const claims = claimsIn(text);
  expect(claims.map((claim) => claim.text)).toHaveLength(1);
  return claims[0];
};

describe('claim types', () => {
  it.each([
    ['There is a race between frob_stop() and the timer.', 'bug-exists'],
    ['This leads to a use-after-free in the reader.', 'bug-exists'],
    ['The poll path can race with frob_exit().', 'bug-exists'],
    ['This results in lost writes.', 'bug-exists'],
    ['The pointer is read outside of the frob lock.', 'bug-exists'],
    ["This can't happen on a single queue.", 'bug-impossible'],
    ['That sequence is impossible.', 'bug-impossible'],
    ['There is no race here.', 'bug-impossible'],
    ['Fix this by taking the frob_lock across both updates.', 'fix-works'],
    ['Holding frob_lock would prevent it.', 'fix-works'],
    ['This patch closes the race.', 'fix-works'],
    ['The sequence number does not help in this case.', 'fix-fails'],
    ["The recheck isn't enough.", 'fix-fails'],
    ["That doesn't close the window.", 'fix-fails'],
    ['The store needs an smp_wmb() before it.', 'ordering-needed'],
    ['No memory barrier is needed here.', 'ordering-not-needed'],
    ['The window is harmless.', 'harmless'],
    ['An extra lock on this path would be too expensive.', 'cost'],
    ['The ring is always protected by ring->lock.', 'invariant'],
    ['Callers must hold the ring lock.', 'invariant'],
    ['How does the second thread get past the check?', 'question'],
    ["Why doesn't the timer see it, I don't understand.", 'question'],
  ])('%s', (text, type) => {
    expect(only(text)).toMatchObject({ type });
  });
  it('makes no claim of talk', () => {
    expect(claimsIn('Thanks for the report. I will have a look next week.')).toEqual([]);
    expect(claimsIn('Does that make sense? Could you test the branch?')).toEqual([]);
  });
});

describe('denials', () => {
  it.each([
    ['There can be no use-after-free, the mutex keeps the two apart:', 'use-after-free'],
    ['There is no use-after-free here.', 'use-after-free'],
    ['There is no reason for a double free.', 'double-free'],
    ['This cannot be a use-after-free.', 'use-after-free'],
    ['This is not a use-after-free.', 'use-after-free'],
    ['It can not lead to a null pointer dereference.', 'null-deref'],
    ['So no lost update is possible.', 'lost-update'],
    ['No lost wakeup can occur.', 'hang'],
    ['The use-after-free can no longer happen.', 'use-after-free'],
    ['The frob can never be freed here.', 'use-after-free'],
    ['The reader cannot see a freed frob.', 'use-after-free'],
  ])('%s', (text, failure) => {
    expect(only(text)).toMatchObject({ type: 'bug-impossible', polarity: '+', content: { is: 'failure', failure } });
  });
  it.each([
    'There is no lock, so this leads to a use-after-free.',
    'There is no protection against the race.',
    'No lock is held, so there can be a use-after-free.',
    'It is not only a leak but also a use-after-free.',
    'Without this patch there is a use-after-free.',
    'Nothing prevents the use-after-free.',
  ])('asserts: %s', (text) => {
    expect(claimsIn(text).map(({ type }) => type)).not.toContain('bug-impossible');
  });
  it.each([
    'After this patch there are no lost updates any more:',
    'With this patch the use-after-free cannot happen any more:',
    'With this change, the readers no longer race.',
    'The double free is gone with this series.',
  ])('speaks of the patch: %s', (text) => {
    expect(only(text)).toMatchObject({ type: 'fix-works', polarity: '+', content: { is: 'with' } });
  });
});

describe('conditions', () => {
  it.each([
    [
      'If frob_eject() took frob->lock first, this could not happen.',
      'fix-works',
      { is: 'hold-lock', lock: 'frob->lock', mode: 'exclusive', scope: 'frob_eject()' },
    ],
    [
      'If the flush came before the unlock, it would be fine.',
      'fix-works',
      { is: 'move', what: 'the flush', where: 'before', anchor: 'the unlock' },
    ],
    ['This would not happen if the timer used a second flag.', 'fix-works', { is: 'with', thing: 'a second flag' }],
    ["If we didn't drop the lock, this couldn't happen.", 'fix-works', { is: 'other' }],
    [
      'If we took ring->lock here, it would still race.',
      'fix-fails',
      { is: 'hold-lock', lock: 'ring->lock', mode: 'exclusive', scope: null },
    ],
  ])('%s', (text, type, content) => {
    expect(only(text)).toMatchObject({ type, content });
  });
  it('is no fix where it supposes a state', () => {
    expect(only('If the ring is empty, this cannot happen.')?.type).toBe('bug-impossible');
  });
  it('leaves the other clauses their claims', () => {
    const text = 'There is a race here, but if frob_stop() held ring->lock, this could not happen.';
    expect(claimsIn(text).map(({ type }) => type)).toEqual(['bug-exists', 'fix-works']);
  });
});

describe('what a claim says', () => {
  it('gives the lock of an exclusion, without a scope', () => {
    expect(only('They cannot race, both hold ring->lock.')?.content).toEqual({
      is: 'hold-lock',
      lock: 'ring->lock',
      mode: 'exclusive',
      scope: null,
    });
  });
  it('gives the lock that it is due to, or that is kept until then', () => {
    const lock = { is: 'hold-lock', lock: 'ring->lock', mode: 'exclusive' };
    expect(only('This cannot happen due to ring->lock serializing the two.')?.content).toMatchObject(lock);
    expect(only('CPU0 only drops ring->lock after counting it.')).toMatchObject({ type: 'invariant', content: lock });
    const both = claimsIn('CPU1 takes the ring->lock before the put, and CPU0 only drops ring->lock after the get.');
    expect(both.map(({ type }) => type)).toEqual(['invariant', 'invariant']);
  });
  it('takes what keeps nobody out elsewhere for no lock', () => {
    expect(only('Fix it by keeping preemption disabled over the whole detach.')?.content.is).not.toBe('hold-lock');
  });
  it('gives a preferred lock and what it covers, whatever its name', () => {
    expect(only("I'd rather prefer to take gribble across the whole detach, than count.")).toMatchObject({
      hedge: "I'd rather prefer",
      content: { is: 'hold-lock', lock: 'gribble', mode: 'exclusive', scope: 'the whole detach' },
    });
  });
  it.each([
    [
      "I'd say just hold gate_lock for writing across the whole detach, flush included.",
      'gate_lock',
      'the whole detach',
    ],
    ['Just take gate_lock across the detach.', 'gate_lock', 'the detach'],
    ['We could take ring->lock around both updates.', 'ring->lock', 'both updates'],
    ['Simply hold ring->lock for write over the flush.', 'ring->lock', 'the flush'],
  ])('%s', (text, lock, scope) => {
    expect(only(text)).toMatchObject({
      type: 'fix-works',
      content: { is: 'hold-lock', lock, mode: 'exclusive', scope },
    });
  });
  it.each([
    ['A ticket makes every change of the map slower, which nobody wants.', '+', 'A ticket'],
    ['The second lock costs us a cache miss.', '+', 'The second lock'],
    ['The fault path becomes slower.', '+', 'The fault path'],
    ['The check costs nothing.', '-', 'The check'],
  ])('%s', (text, polarity, thing) => {
    expect(only(text)).toMatchObject({ type: 'cost', polarity, content: { is: 'cost', thing } });
  });
  it('resolves a pronoun to the clause before', () => {
    const claims = claimsIn(
      "Also the ticket would have solved nothing for\nthe poller, it's useless to spot old maps.",
    );
    expect(claims.map(({ line, type, content }) => [line, type, content])).toEqual([
      [1, 'fix-fails', { is: 'with', thing: 'the ticket' }],
      [2, 'fix-fails', { is: 'with', thing: 'the ticket' }],
    ]);
  });
  it('reads orders, first thing first', () => {
    expect(only('Note how the second check happens after the flag was already cleared:')?.content).toEqual({
      is: 'order',
      first: 'the flag was cleared',
      second: 'the second check',
    });
  });
  it('reads what is done after something', () => {
    expect(only('The dirty check is done after the ticket was already bumped:')).toMatchObject({
      type: 'invariant',
      content: { is: 'order', first: 'the ticket was bumped', second: 'The dirty check' },
    });
  });
  it('reads what can be left out, and the condition', () => {
    expect(only('The compare is perfectly fine without a ticket, given the flush comes first.')?.content).toEqual({
      is: 'without',
      thing: 'ticket',
      given: 'the flush comes first',
    });
  });
  it('names the failure', () => {
    expect(only('This can lead to a double free.')?.content).toEqual({ is: 'failure', failure: 'double-free' });
  });
  it('keeps hedges as written', () => {
    expect(only('AFAICS there is a race in frob_stop().')?.hedge).toBe('AFAICS');
    expect(only('I think the probe path can deadlock.')?.hedge).toBe('I think');
  });
  it('asks', () => {
    expect(only('Would it help to use a second mutex?')).toMatchObject({ type: 'fix-works', polarity: '?' });
    expect(only('How can that be reached?')).toMatchObject({ type: 'question', polarity: '?' });
  });
  it('takes a tag for assent, not for a question', () => {
    expect(only('The ring must hold its lock here, right?')).toMatchObject({ type: 'invariant', polarity: '+' });
  });
  it('turns a claim that the author does not believe', () => {
    expect(only("I don't think this race condition can happen there.")).toMatchObject({ type: 'bug-impossible' });
    expect(only("I don't think that this patch closes the window.")).toMatchObject({ type: 'fix-fails' });
    expect(only("I don't see anything that would prevent it.")).toMatchObject({ type: 'bug-exists' });
  });
  it('reads what a patch does as the fix', () => {
    expect(only('This commit fixes the leak by moving the put after the wait.')?.content).toEqual({
      is: 'move',
      what: 'the put',
      where: 'after',
      anchor: 'the wait',
    });
  });
  it('denies', () => {
    expect(only('That window is not harmless.')).toMatchObject({ type: 'harmless', polarity: '-' });
  });
});

describe('whose words, and about what', () => {
  const race = 'There is a race here.';
  it('leaves quoted text and drawings alone', () => {
    expect(claimsOf([quoted(prose(1, race, 1))])).toEqual([]);
    expect(claimsOf([prose(50, race)], [drawn(50, 60)])).toEqual([]);
    expect(claimsOf([prose(55, race)], [drawn(50, 60, 1)])).toHaveLength(1);
  });
  it('takes the nearest drawing, and the next one below for what introduces it', () => {
    const diagrams = [drawn(10, 20), drawn(40, 50)];
    expect(claimsOf([prose(22, race)], diagrams)[0]?.about).toBe(0);
    expect(claimsOf([prose(22, 'But there is a race with the poller:')], diagrams)[0]?.about).toBe(1);
    expect(claimsOf([prose(38, 'The above can race.')], diagrams)[0]?.about).toBe(0);
    expect(claimsOf([prose(22, race)], [])[0]?.about).toBeNull();
  });
});

describe('text that is not plain prose', () => {
  it('reads the comment around a drawing in a patch, and no other comment', () => {
    const patch = [
      '+\t/*',
      '+\t * There is a race with the timer:',
      '+\t *',
      '+\t * CPU0   CPU1',
      '+\t */',
      '+\tfrob();',
      '+\tfoo();',
      '+\tbar();',
      '+\t/* This can deadlock. */',
    ].join('\n');
    const claims = claimsOf([prose(10, patch, 0, 'diff')], [drawn(13, 13)]);
    expect(claims.map(({ line, text, type }) => [line, text, type])).toEqual([
      [11, 'There is a race with the timer:', 'bug-exists'],
    ]);
  });
  it('reads the comment that a patch takes away where the drawing stands in it, and not what it had beside', () => {
    const moved = ['-\t/*', '-\t * There is a race with the timer:', '-\t *', '-\t * CPU0   CPU1', '-\t */'];
    const read = (patch: readonly string[], at: number) =>
      claimsOf([prose(10, patch.join('\n'), 0, 'diff')], [drawn(at, at)]).map(({ line }) => line);
    expect(read(moved, 13)).toEqual([11]);
    expect(read(['-\t/* This can deadlock. */', ...moved.map((line) => line.replace('-', '+'))], 14)).toEqual([12]);
  });
  it("takes a checker's headline for a bug report and nothing else of its text", () => {
    const report =
      'WARNING: possible circular locking dependency detected\nthe existing dependency chain (in reverse order) is:';
    expect(claimsOf([prose(1, report, 0, 'trace')]).map(({ line, type }) => [line, type])).toEqual([[1, 'bug-exists']]);
    expect(claimsIn('Possible unsafe locking scenario:')).toEqual([]);
  });
  it('keeps to concurrency where nothing is drawn', () => {
    expect(claimsOf([prose(1, 'The file must be opened first.')], [])).toEqual([]);
    expect(claimsOf([prose(1, 'Callers must hold the ring lock.')], [])).toHaveLength(1);
  });
});

describe('hostile text', () => {
  it.each([
    ['one long line', 'this can race with '.repeat(6000)],
    ['many clauses', `${'it is, and but so it is; '.repeat(60)}\n`.repeat(70)],
    ['near misses', `${'the no a b would the to fix hold '.repeat(45)}.\n`.repeat(70)],
    ['conditions', `${'if a took b, it would if it could not, there is no '.repeat(30)}.\n`.repeat(70)],
    ['one long word', `${'_'.repeat(100_000)} would help`],
    ['brackets', '('.repeat(100_000)],
  ])('reads %s in linear time', (_, text) => {
    const begin = performance.now();
    claimsIn(text);
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});

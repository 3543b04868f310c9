import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadTree } from '../../../src/ingest/threads/index.ts';
import type { Envelope } from '../../../src/ingest/threads/types.ts';
import { allNodes, envelope, onDay, shape } from './envelopes.ts';

const tree = (...envelopes: Envelope[]): string => shape(threadTree(envelopes));

describe('a tree', () => {
  it('puts answers below what they answer, the oldest first', () => {
    const mails = [
      envelope('a', [], onDay(0)),
      envelope('late', ['a'], onDay(3)),
      envelope('early', ['a'], onDay(1)),
      envelope('deep', ['a', 'early'], onDay(4)),
    ];
    expect(tree(...mails)).toBe('a(early(deep) late)');
  });
  it('keeps a ghost that holds answers together, and no other', () => {
    expect(tree(envelope('c', ['a', 'b']), envelope('d', ['b']))).toBe('b?(c d)');
    expect(tree(envelope('c', ['a', 'b']))).toBe('c');
    expect(tree(envelope('a'), envelope('c', ['a', 'b']))).toBe('a(c)');
  });
  it('never joins by subject', () => {
    const same = { subject: 'Re: a race' };
    expect(tree(envelope('a', [], onDay(0)), envelope('b', [], { ...same, ...onDay(1) }))).toBe('a b');
  });
  it('breaks loops', () => {
    expect(allNodes(threadTree([envelope('a', ['b'], onDay(0)), envelope('b', ['a'], onDay(1))]))).toHaveLength(2);
    expect(tree(envelope('a', ['a']))).toBe('a');
  });
  it('keeps the first of those with one id', () => {
    const [node] = threadTree([
      envelope('a', [], { ...onDay(1), subject: 'second' }),
      envelope('a', [], { ...onDay(0), subject: 'first' }),
    ]);
    expect(node?.envelope?.subject).toBe('first');
  });
  it('keeps mails without an id', () => {
    const nameless = { messageId: null };
    expect(
      allNodes(threadTree([envelope('a'), envelope('', ['a'], nameless), envelope('', ['a'], nameless)])),
    ).toHaveLength(3);
  });
  it('is as deep as it has to be', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) =>
      envelope(`m${at}`, at === 0 ? [] : [`m${at - 1}`], onDay(at % 9)),
    );
    expect(allNodes(threadTree(chain))).toHaveLength(20_000);
    const begun = performance.now();
    expect(threadTree(chain.reverse())).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('any mails', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const mail = fc
    .record({
      own: name,
      references: fc.array(name, { maxLength: 4 }),
      reply: fc.option(name),
      day: fc.option(fc.nat(3)),
    })
    .map(({ own, references, reply, day }) =>
      envelope(own, references, {
        inReplyTo: reply === null ? null : `<${reply}@x>`,
        ...(day === null ? {} : onDay(day)),
      }),
    );
  const mails = fc.array(mail, { maxLength: 12 });

  it('make the same tree in any order', () => {
    fc.assert(
      fc.property(mails, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all.map((each) => ({ each, key: keys.next().value as number }));
        shuffled.sort((a, b) => a.key - b.key);
        expect(threadTree(shuffled.map(({ each }) => each))).toEqual(threadTree(all));
      }),
      { numRuns: 300 },
    );
  });
  it('are in it once each, by id, in trees that end', () => {
    fc.assert(
      fc.property(mails, (all) => {
        const nodes = allNodes(threadTree(all));
        const ids = nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const known = nodes.filter(({ envelope: own }) => own !== null).map(({ id }) => id);
        expect(known.sort()).toEqual([...new Set(all.map(({ messageId }) => messageId))].sort());
        for (const { envelope: own, children } of nodes) if (own === null) expect(children.length).toBeGreaterThan(1);
      }),
      { numRuns: 300 },
    );
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';

const extract = (text: string, subject: string | null = null) =>
  extractMessage({ subject, date: null, lines: text.split('\n') });

describe('extractMessage', () => {
  it('gives steps their op, their depth, and calls that have a body the rule frame', () => {
    const text = [
      'This use-after-free can happen:',
      '',
      'CPU0                    CPU1',
      'frobnicate_box()',
      '  spin_lock(&box->lock)',
      '                        close_box()',
      '                          kfree(box)',
      '  box->open = 1;  // boom',
    ].join('\n');
    const [diagram] = extract(text).diagrams;
    expect(diagram).toMatchObject({ kind: 'race', lines: [3, 8], lanes: ['CPU0', 'CPU1'] });
    expect(diagram?.steps.map((step) => [step.id, step.lane, step.depth, step.op])).toEqual([
      ['4:1', 0, 0, 'call'],
      ['5:3', 0, 1, 'lock'],
      ['6:25', 1, 0, 'call'],
      ['7:27', 1, 1, 'free'],
      ['8:3', 0, 1, 'write'],
    ]);
    expect(diagram?.steps[0]).toMatchObject({ understood: true, rule: 'frame' });
    expect(diagram?.mentions).toContainEqual({
      failure: 'use-after-free',
      line: 1,
      from: 'prose',
      text: 'This use-after-free can happen:',
    });
  });

  it('leaves a call that is known by its own name what it is, though its inside is drawn', () => {
    const text = [
      'This can happen:',
      '',
      'CPU0                    CPU1',
      'grow_box()',
      '  krealloc()',
      '    memcpy(new, old, size)',
      '                        box->lid = 1;',
    ].join('\n');
    expect(extract(text).diagrams[0]?.steps.map((step) => [step.text, step.op])).toEqual([
      ['grow_box()', 'call'],
      ['krealloc()', 'alloc'],
      ['memcpy(new, old, size)', 'write'],
      ['box->lid = 1;', 'write'],
    ]);
  });

  it("reads lockdep's report: its drawing, its chain, not its register of held locks", () => {
    const text = [
      'Chain exists of:',
      '  &a->lock --> &b->lock --> &c->lock',
      '',
      ' Possible unsafe locking scenario:',
      '',
      '       CPU0                    CPU1',
      '       ----                    ----',
      '  lock(&c->lock);',
      '                               lock(&b->lock);',
      '                               lock(&c->lock);',
      '  lock(&a->lock);',
      '',
      ' *** DEADLOCK ***',
      '',
      '1 lock held by sh/123:',
      ' #0: ffff888000000000 (&c->lock){+.+.}-{3:3}, at: foo+0x10/0x20',
    ].join('\n');
    const { diagrams, tree } = extract(text);
    expect(diagrams).toHaveLength(1);
    expect(diagrams[0]).toMatchObject({ kind: 'lockdep', lines: [6, 13], chain: ['&a->lock', '&b->lock', '&c->lock'] });
    expect(diagrams[0]?.steps.map((step) => step.lane)).toEqual([0, 1, 1, 0, 0]);
    expect(diagrams[0]?.mentions[0]).toMatchObject({ failure: 'deadlock', from: 'cell' });
    expect(tree.children.map((node) => node.type)).toContain('drawing');
  });

  it('gives a second drawing without labels the lanes of the first', () => {
    const rows = ['load A', '                load A', '                store A', 'store A'];
    const text = ['process         interrupt', ...rows, '', 'but it really is like this:', '', ...rows].join('\n');
    const { diagrams } = extract(text);
    expect(diagrams.map((diagram) => [diagram.lines, diagram.lanes])).toEqual([
      [
        [1, 5],
        ['process', 'interrupt'],
      ],
      [
        [9, 12],
        ['process', 'interrupt'],
      ],
    ]);
  });
});

const seed = new URL('../../../../shared/seed/', import.meta.url);

describe.skipIf(!existsSync(seed))('the seed (../shared/seed, skipped where it is missing)', () => {
  const mails = existsSync(seed) ? readdirSync(seed).filter((name) => name.endsWith('.eml')) : [];
  it.each(mails)('%s: three lanes, every step under its label, no underline and no rule among the steps', (name) => {
    const mail = readFileSync(new URL(name, seed), 'utf8');
    const { diagrams } = extract(mail.slice(mail.indexOf('\n\n') + 2));
    expect(diagrams).toHaveLength(1);
    const diagram = diagrams[0];
    expect(diagram?.lanes).toEqual(['CPU0', 'CPU 1', 'CPU 2']);
    // in these mails a lane's cells begin behind no, three or five tabs
    for (const step of diagram?.steps ?? []) expect(step.column).toBe([1, 4, 6][step.lane]);
    expect(diagram?.steps.filter((step) => /^[=^\s-]*$/.test(step.text))).toEqual([]);
  });
});

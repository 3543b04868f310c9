import { describe, expect, it } from 'vitest';
import { printPromela } from '../../../src/sim/promela/index.ts';
import { race } from '../race.ts';

function model(text: string): string {
  const printed = printPromela(race(text), 'test.race');
  if (typeof printed !== 'string') throw new Error(JSON.stringify(printed));
  return printed;
}
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('the Promela model of a scenario', () => {
  it('has a step of each lane below its text, with the condition under which it can run', () => {
    const text = model(`lock frob->lock
      lane CPU0 "frob_remove()"
        20:1 lock frob->lock     # spin_lock(&frob->lock) */ assert(false)
      lane CPU1
        20:9 lock frob->lock`);
    expect(text).toContain('/* 20:1 lock frob->lock # spin_lock(&frob->lock) * / assert(false) */');
    expect(flat(text)).toContain('d_step { frob_lock == 0 && !frob_lock_shared -> frob_lock = 1;');
    expect(text).toContain('proctype CPU0() {   /* frob_remove() */');
    expect(flat(text)).toContain('run CPU0(); run CPU1()');
  });

  it('asserts what must not be reached, and says which failure and where', () => {
    const text = model('object o\ncell p = o\nlane A\n 1:1 free p\nlane B\n 2:1 use p');
    expect(flat(text)).toContain('printf("use-after-free at 2:1, B\\n"); assert(false)');
    expect(flat(text)).toContain('printf("double-free at 1:1, A\\n"); assert(false)');
    expect(text).not.toContain('bool over');
  });

  it('ends an execution in which a noted fact is false, for every lane', () => {
    const text = model('cell x in 0, 1\nlane A\n 1:1 noted x == 1\nlane B\n 2:1 x = 0');
    expect(text).toContain(':: d_step { !over && x != 1 -> over = true }; goto halted');
    expect(text).toContain('!over -> x = 0');
    expect(flat(text)).toContain('halted: over -> goto halted');
    expect(text).toContain('if :: x = 0 :: x = 1 fi');
  });

  it('jumps and stays by labels, never straight into a d_step', () => {
    const text = model(
      'cell x\nqueue wq\nlane A\n 1:1 x = x + 1; x = x & 3\n 1:2 if x == 1 goto 1:1\n 1:3 wait wq until x == 2',
    );
    expect(flat(text)).toContain('at_1_1: if :: d_step {');
    expect(text).toContain('; goto at_1_1');
    expect(text).toContain('; goto at_1_3');
  });

  it('lets a lane wait that misses nothing: a function that is not queued, an implied lane', () => {
    const text = model(
      'work w\ncell x\nlane A\n 1:1 begin w\nlane B implied\n 2:1 await x == 1\nlane C\n 3:1 await x == 1',
    );
    expect(text).toContain('end_at_1_1:');
    expect(text).toContain('end_at_2_1:');
    expect(text).not.toContain('end_at_3_1');
  });

  it('says where Spin cannot know whether a lane that waits misses something', () => {
    expect(model('work w\nlock L\nlane A\n 1:1 begin w; lock L\nlane B\n 2:1 queue w')).toContain(
      'Where a lane waits at 1:1',
    );
  });

  it('gives each variable the narrowest type, and to a lane what only it touches', () => {
    const text = model('cell x = 100\ncell y = -1\ncell own\nlane A\n 1:1 x = x + 50; own = x\nlane B\n 2:1 y = x');
    expect(text).toMatch(/^byte x = 100;/m);
    expect(text).toMatch(/^ {2}byte own = 0;/m);
    expect(text).toMatch(/^ {2}short y = -1;/m);
  });

  it('leaves out what no lane touches', () => {
    expect(model('cell x\ncell unused\nlane A\n 1:1 x = 1')).not.toContain('unused');
  });

  it('decides inside the step how it ends where the conditions would be too large', () => {
    const doubling = Array.from({ length: 60 }, () => 'x = x + x').join('; ');
    const text = model(`cell x = 1\nlane A\n 1:1 ${doubling}; if x == 0 goto 1:3; x = 7\n 1:2 pass\n 1:3 pass`);
    expect(text).toContain('byte how = 0;');
    expect(flat(text)).toContain(
      'if :: x == 0 -> how = 1 :: else -> skip fi; if :: how == 0 -> x = 7 :: else -> skip fi',
    );
    expect(text).toContain(':: how == 1 -> how = 0; goto at_1_3');
  });

  it('is refused where a condition would be too large', () => {
    const doubling = Array.from({ length: 60 }, () => 'x = x + x').join('; ');
    expect(printPromela(race(`cell x = 1\nlane A\n 1:1 ${doubling}; await x == 0`), 'test.race')).toMatchObject({
      code: 'race-limit',
    });
  });
});

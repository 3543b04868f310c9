import { describe, expect, it } from 'vitest';
import { assumed, build, columns, programOf, type Row, startsAs, unmodelled } from './drawing.ts';

/** A drawing about the order of accesses. */
const ordering = (rows: readonly Row[], labels: readonly string[] = ['CPU0', 'CPU1']) =>
  build(`These may be reordered:\n\n${columns(labels, rows)}`);

describe('what a drawing about order leaves to its reader', () => {
  it('reads into a register of its own, once', () => {
    const scenario = ordering([
      [0, 'WRITE_ONCE(a, 1);'],
      [1, 'LOAD a'],
      [1, 'if (READ_ONCE(a) == 1)'],
      [1, '    WRITE_ONCE(b, 1);'],
      [0, 'r = READ_ONCE(b);'],
    ]);
    const [first, test] = programOf(scenario, 1);
    expect(first).toMatch(/^read_\w+ = a$/);
    expect(test).toMatch(/^(read_\w+) = a; if \1 != 1 goto end$/);
  });

  it('reads again each time where it spins, and the acquire is of that read', () => {
    const scenario = ordering([
      [0, 'a = 1;'],
      [0, 'smp_store_release(&b, 1);'],
      [1, 'while (!smp_load_acquire(&b))'],
      [1, '    cpu_relax();'],
      [1, 'r = a;'],
    ]);
    expect(programOf(scenario, 1)).toEqual(['await b != 0; barrier acquire', 'r = a']);
  });

  it('stores what the others test for, or something', () => {
    const scenario = ordering([
      [0, 'WRITE_ONCE(a)'],
      [0, 'WRITE_ONCE(b)'],
      [1, 'if (READ_ONCE(b) != READY)'],
      [1, '    return;'],
      [1, 'r = READ_ONCE(a);'],
    ]);
    expect(programOf(scenario, 0)).toEqual(['a = new_a', 'b = READY']);
  });

  it('leaves a store open that is tested for several values', () => {
    const scenario = ordering([
      [0, 'WRITE_ONCE(b)'],
      [0, 'WRITE_ONCE(c, 1)'],
      [1, 'if (READ_ONCE(b) == READY)'],
      [1, '    WRITE_ONCE(x, 1);'],
      [1, 'if (READ_ONCE(b) == STEADY)'],
      [1, '    WRITE_ONCE(y, 1);'],
    ]);
    expect(programOf(scenario, 0)).toEqual(['c = 1']);
  });

  it('starts as something else where all that is stored is 0', () => {
    const scenario = ordering([
      [0, 'WRITE_ONCE(a, 0);'],
      [0, 'WRITE_ONCE(b, 1);'],
      [1, 'r1 = READ_ONCE(b);'],
      [1, 'r2 = READ_ONCE(a);'],
    ]);
    expect([startsAs(scenario, 'a'), startsAs(scenario, 'b')]).toEqual([['1'], ['0']]);
  });

  it('puts full barriers around what gives something back', () => {
    const scenario = ordering([
      [0, 'xchg(&a, 1);'],
      [0, 'r1 = READ_ONCE(b);'],
      [1, 'atomic_inc(&b);'],
      [1, 'r2 = READ_ONCE(a);'],
    ]);
    expect(programOf(scenario, 0)[0]).toBe('barrier full; a = 1; barrier full');
    expect(programOf(scenario, 1)[0]).toBe('b = b + 1');
  });

  it('is no matter of drawings about something else', () => {
    const scenario = build(
      columns(['CPU0', 'CPU1'], [[0, 'xchg(&a, 1);'], [0, 'kfree(p);'], [1, 'read a'], [1, 'p->x = 1;']]), // biome-ignore format: rows
    );
    expect(programOf(scenario, 0)[0]).toBe('a = 1');
  });
});

describe('lanes of one CPU', () => {
  const rows: readonly Row[] = [
    [0, 'WRITE_ONCE(a, 1);'],
    [0, 'WRITE_ONCE(b, 1);'],
    [1, 'r1 = READ_ONCE(b);'],
    [1, 'r2 = READ_ONCE(a);'],
  ];

  it.each([
    ['CPU0', 'CPU1', 0],
    ['CPU0', 'CPU1 (irq)', 0],
    ['CPU0', 'CPU0 (irq)', 1],
    ['task', 'interrupt', 1],
    ['Thread A', 'Thread B', 0],
  ] as const)('%s and %s', (left, right, doubts) => {
    expect(unmodelled(ordering(rows, [left, right]))).toHaveLength(doubts);
  });
});

describe('what is reached by an address that was read', () => {
  it('is what was stored there, where the address is that', () => {
    const scenario = ordering([
      [0, 'n->len = 1;'],
      [0, 'WRITE_ONCE(head, n);'],
      [1, 'm = READ_ONCE(head);'],
      [1, 'r = m->len;'],
    ]);
    expect(programOf(scenario, 1)).toEqual(['m = head', 'if m != n goto end; load n->len through m into r']);
    expect(assumed(scenario)).toContain('line 7 reaches n->len by what m was read as');
    expect(scenario.unknown).toEqual([]);
  });

  it('may come first where the address is read plainly', () => {
    const scenario = ordering([
      [0, 'B = 4;'],
      [0, 'P = &B;'],
      [1, 'Q = P;'],
      [1, 'D = *Q;'],
    ]);
    expect(programOf(scenario, 1)[1]).toBe('if Q != `&B` goto end; load B through Q into D');
    expect(scenario.unknown).toMatchObject([{ line: 7, relevant: true, ordersLess: true }]);
  });

  it('writes by an address too', () => {
    const scenario = ordering([
      [0, 'B = 4;'],
      [0, 'P = &B;'],
      [1, 'Q = READ_ONCE(P);'],
      [1, 'WRITE_ONCE(*Q, 5);'],
      [0, 'r = READ_ONCE(B);'],
    ]);
    expect(programOf(scenario, 1)[1]).toBe('if Q != `&B` goto end; store 5 to B through Q');
  });

  it('is left alone where several places could be meant', () => {
    const scenario = ordering([
      [0, 'A = 3;'],
      [0, 'P = &A;'],
      [0, 'B = 4;'],
      [0, 'P = &B;'],
      [1, 'Q = READ_ONCE(P);'],
      [1, 'D = *Q;'],
    ]);
    expect(programOf(scenario, 1)[1]).toBe('D = *Q');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columns } from '../../../src/extract/drawing/notations/columns.ts';
import { assignments, firstBy } from './flatten.ts';

const lanesOf = (drawing: string) => (firstBy(columns, drawing)?.cells ?? []).map((cell) => cell.lane).join('');

/** One lane holds the whole ioctl's lock for writing, the reader and a second writer run all the same. */
const heldAcross = `
CPU0                  CPU 1                 CPU 2
----                  -----                 -----
shelf_seal(on = 1)
mmap_write_lock(mm)
PTL lock
pte clear _PAGE_WRITE
PTL unlock

                      handle_mm_fault(write)
                      mmap_read_lock(mm)
                                            shelf_seal(on = 0)
                                            mmap_write_lock(mm)
                                            PTL lock
                                            clear _PAGE_UFFD_WP
                                            PTL unlock
                                            mmap_write_unlock(mm)

                      PTL lock
                      seen = generation
                      PTL unlock

                      do_wp_page
                      copy_user_highpage
                      commit the copy to the pte
                      mmap_read_unlock(mm)

deferred tlb flush
mmap_write_unlock(mm)
`;

describe('lock pairing in a flattened drawing', () => {
  it('keeps the lanes of a drawing that its locks would not let run', () => {
    expect(assignments(heldAcross)).toContain(lanesOf(heldAcross));
    const bare = heldAcross.replace('PTL lock\n', '').replace('PTL unlock\n', '');
    expect(assignments(bare)).toContain(lanesOf(bare));
  });

  it('gives no lane the unlock of a lock that it took the other way', () => {
    const cells = firstBy(columns, heldAcross)?.cells ?? [];
    const at = (text: string) => cells.findIndex((cell) => cell.text.startsWith(text));
    for (const lanes of assignments(heldAcross)) {
      expect(lanes[at('mmap_read_unlock')]).toBe(lanes[at('mmap_read_lock')]);
      expect(lanes[at('mmap_write_unlock')]).not.toBe(lanes[at('mmap_read_lock')]);
    }
  });

  it('tells readers from writers by how they unlock', () => {
    const drawing = `
CPU0                  CPU1
----                  ----
down_read(&shelf->sem)

                      down_read(&shelf->sem)

up_read(&shelf->sem)

                      up_read(&shelf->sem)
                      down_write(&shelf->sem)

up_write(&shelf->sem)
`;
    // whoever writes last unlocks for writing
    for (const lanes of assignments(drawing)) expect(lanes[5]).toBe(lanes[4]);
  });

  it('gives the steps below a call to the lane that made it', () => {
    const drawing = `
CPU0                  CPU1
----                  ----
fill_jar(j)
x = 1
y = 2

                      empty_jar(j)
                      a = 1
                      b = 2

z = 3
`;
    const all = assignments(drawing);
    for (const lanes of all) expect(lanes.slice(0, 6)).toBe('000111');
  });

  it('lets a handler of faults flush', () => {
    const drawing = heldAcross.replace(
      '                      do_wp_page\n',
      '                      flush_tlb_page()\n                      do_wp_page\n',
    );
    expect(assignments(drawing)).toContain(lanesOf(drawing));
  });

  it('leaves a return in a row of its own to any lane', () => {
    const drawing = `
CPU0                  CPU1
----                  ----
fill_jar(j)
L lock
j->full = 1
L unlock

                      empty_jar(j)
                      L lock
                      j->full = 0
                      L unlock

return
`;
    expect(assignments(drawing)).toContain(lanesOf(drawing));
  });
});

const seed = '../shared/seed/';
describe.skipIf(!existsSync(seed))('flattened variants of the seed (needs ../shared)', () => {
  it.each(['no-counter', 'flush-in-fault', 'flush-before-unlock', 'mmap-lock-write'])('%s', (name) => {
    const mail = readFileSync(`${seed}variant-${name}.eml`, 'utf8');
    const drawing = mail.slice(mail.indexOf('CPU0\t')).replace(/=+\s*$/, '');
    const bare = drawing.replace('PT lock\n', '').replace('PT unlock\n', '');
    expect(assignments(drawing)).toContain(lanesOf(drawing));
    expect(assignments(bare)).toContain(lanesOf(bare));
  });
});

import { describe, expect, it } from 'vitest';
import { assumed, build, columns, programOf } from './drawing.ts';

/** What the second lane takes, where the first one takes `first`. */
function locks(first: string, second: string): [string, string] {
  const scenario = build(
    columns(
      ['CPU0', 'CPU1'],
      [
        [0, first],
        [0, 'x = 1'],
        [1, second],
        [1, 'x = 2'],
      ],
    ),
  );
  const taken = (lane: string) =>
    programOf(scenario, lane)
      .find((step) => step.startsWith('lock '))
      ?.split(' ')[1] ?? '';
  return [taken('CPU0'), taken('CPU1')];
}

describe('names that mean one thing', () => {
  it.each([
    ['mmap_write_lock(mm)', 'down_read(&mm->mmap_sem)'],
    ['down_write(&mm->mmap_sem)', 'mmap_read_lock(mm)'],
    ['mmap_write_lock(mm)', 'down_read(&current->mm->mmap_sem)'],
    ['down_write(&current->mm->mmap_sem)', 'mmap_read_lock(mm)'],
    ['mmap_write_lock(mm)', 'mmap_read_lock(vma->vm_mm)'],
    ['mmap_write_lock(mm)', 'down_read(&mmap_sem)'],
    ['mmap_write_lock()', 'mmap_read_lock(current->mm)'],
  ])('are one where a drawing has both: %s, %s', (first, second) => {
    expect(locks(first, second)).toEqual(['mm->mmap_lock', 'mm->mmap_lock']);
  });

  it('stay as they are where it has one', () => {
    expect(locks('down_write(&mm->mmap_sem)', 'down_read(&mm->mmap_sem)')).toEqual(['mm->mmap_sem', 'mm->mmap_sem']);
    expect(locks('down_write(&current->mm->mmap_sem)', 'up_read(&current->mm->mmap_sem)')[0]).toBe(
      'current->mm->mmap_sem',
    );
  });

  it('are not those of another address space, nor parts of longer names', () => {
    expect(locks('mmap_write_lock(mm)', 'mmap_read_lock(oldmm)')).toEqual(['mm->mmap_lock', 'oldmm->mmap_lock']);
    expect(locks('mmap_write_lock(mm)', 'down_read(&f->mmap_semaphore)')[1]).toBe('f->mmap_semaphore');
    expect(locks('mmap_write_lock(mm)', 'mmap_read_lock(current->mmx)')[1]).toBe('current->mmx->mmap_lock');
  });

  it('are said beside the verdict', () => {
    const scenario = build(
      columns(
        ['CPU0', 'CPU1'],
        [
          [0, 'mmap_write_lock(mm)'],
          [0, 'x = 1'],
          [1, 'down_read(&mm->mmap_sem)'],
          [1, 'x = 2'],
        ],
      ),
    );
    expect(assumed(scenario)).toContain('mmap_sem is the name that mmap_lock had before Linux 5.8');
  });
});

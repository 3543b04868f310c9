import type { Term } from '../types.ts';

/**
 * Names of the kernel that mean one thing. Mails mix them: those of old kernels and new ones, long ways and short ones. Where a drawing has
 * both, they are one, and `why` is said beside the verdict; where it has one, that one stays.
 *
 *     member   the field of that name, whatever holds it      path   from the beginning of a term, up to a `->` or its end
 *     whole    the term that is this and nothing more
 */
export type SameName = {
  readonly part: 'member' | 'path' | 'whole';
  readonly written: Term;
  readonly is: Term;
  readonly why: string;
  /** shown: they are the same by their definition. assumed: as a rule. */
  readonly basis: 'shown' | 'assumed';
};

/** Applied in turn: `mmap_sem` is `mmap_lock`, and that is `mm->mmap_lock`. */
export const SAME_NAMES: readonly SameName[] = [
  {
    part: 'member',
    written: 'mmap_sem',
    is: 'mmap_lock',
    why: 'mmap_sem is the name that mmap_lock had before Linux 5.8',
    basis: 'shown',
  },
  {
    part: 'path',
    written: 'current->mm',
    is: 'mm',
    why: 'current->mm and mm are one address space',
    basis: 'assumed',
  },
  {
    part: 'path',
    written: 'vma->vm_mm',
    is: 'mm',
    why: 'vma->vm_mm and mm are one address space',
    basis: 'assumed',
  },
  {
    part: 'whole',
    written: 'mmap_lock',
    is: 'mm->mmap_lock',
    why: 'mmap_lock is that of mm',
    basis: 'assumed',
  },
];

import type { Diagram, Effect, Step } from '../../extract/types.ts';
import { isVerb, targetOf, verb } from '../statements.ts';
import type { ScenarioStep, Statement } from '../types.ts';
import type { Draft } from './draft.ts';

/**
 * The locks of a page fault: mmap_lock for reading, or since Linux 6.4 its VMA's lock alone, where it gets that. What no drawing shows is which: a
 * scenario has one of them, and who judges tries both.
 */
export type FaultLock = 'mmap' | 'vma';

type Fault = Extract<Effect, { do: 'page-fault' }>;

const MMAP_LOCK = /(?:^|[.>])mmap_(?:lock|sem)$/;
const VMA_LOCK = /(?:^|[.>])vm_lock$/;

const faultOf = ({ effects }: Step): Fault | undefined =>
  effects.find((effect): effect is Fault => effect.do === 'page-fault');

/** The page fault of which the drawing does not tell the lock, if any lane runs one in a kernel where there are two. */
export const faultOfEitherLock = (diagram: Diagram): Step | undefined =>
  diagram.steps.find((step) => faultOf(step)?.perVma === true);

/**
 * A fault handler holds its lock from where it begins to the end of its lane (Documentation/mm/process_addrs.rst). Where the drawing shows
 * mmap_lock or a VMA's lock in that lane, it is drawn already.
 */
export function holdLockInFaults(diagram: Diagram, draft: Draft, which: FaultLock): void {
  for (const [lane, steps] of draft.lanes.entries()) {
    const fault = diagram.steps.find((step) => step.lane === lane && faultOf(step) !== undefined);
    if (fault === undefined || steps.some(({ statements }) => statements.some(takesFaultLock))) continue;
    const at = steps.findIndex((step) => step.id === fault.id);
    const entry = steps[at];
    const lock = which === 'mmap' ? mmapLock(draft) : vmaLock(draft);
    if (entry === undefined || lock === null) continue;
    draft.declare('lock', lock);
    draft.assume(`the page fault holds ${lock} for reading`, fault.line, 'assumed');
    steps[at] = { ...entry, statements: [...entry.statements, verb('lock', lock, 'shared')] };
    const text = `the fault ends and releases ${lock}`;
    steps.push({ id: draft.impliedId(), statements: [verb('unlock', lock)], text });
  }
}

/** The drawing's own name for mmap_lock where it shows it. */
const mmapLock = ({ declarations }: Draft): string =>
  [...declarations.keys()].find((each) => MMAP_LOCK.test(each)) ?? 'mmap_lock';

/** The lock of the VMA that the drawing is about; null where it shows none, or several. */
function vmaLock({ declarations }: Draft): string | null {
  const [only, ...others] = [...declarations.keys()].filter((each) => VMA_LOCK.test(each));
  return others.length > 0 ? null : (only ?? null);
}

/** Some mm's or VMA's lock is drawn: then the drawing says itself which one the lane holds. */
const takesFaultLock = (statement: Statement): boolean =>
  isVerb(statement, 'lock', 'trylock') && [MMAP_LOCK, VMA_LOCK].some((lock) => lock.test(targetOf(statement) ?? ''));

/** A VMA that is locked for writing stays locked until mmap_lock is released, and then all are let go (vma_end_write_all). */
export function endVmaWrites(draft: Draft): void {
  for (const [lane, steps] of draft.lanes.entries()) {
    const held = new Set<string>();
    draft.lanes[lane] = steps.map((step): ScenarioStep => {
      for (const statement of step.statements) {
        const target = targetOf(statement) ?? '';
        if (!VMA_LOCK.test(target)) continue;
        if (isVerb(statement, 'lock') && isExclusive(statement)) held.add(target);
        else if (isVerb(statement, 'unlock')) held.delete(target);
      }
      if (!step.statements.some((each) => isVerb(each, 'unlock') && MMAP_LOCK.test(targetOf(each) ?? ''))) return step;
      const ends = [...held].map((lock) => verb('unlock', lock));
      held.clear();
      return { ...step, statements: [...ends, ...step.statements] };
    });
  }
}

const isExclusive = (statement: Statement): boolean => statement.is === 'verb' && statement.operands.length === 1;

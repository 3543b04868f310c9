import { and, await_, choose, differ, equal, fail, or, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Action, Compiler, Entity, Primitive } from '../types.ts';
import { yesOrNo } from './counters.ts';
import { perLane } from './lanes.ts';
import { assignTo, entityOf } from './operands.ts';
import { MISSES_A_WRITE, type Page, pagesOf, writeTo } from './page.ts';
import { allows, DIRTY, map, PRESENT, pageIn, showEntry, WRITABLE } from './pte.ts';

/**
 * TLB entries that the CPUs of user threads hold of a pte, and the flushes that take them away.
 *
 *     tlb user = pte
 *     implied:1 write through user       20:9 read through user into seen       60:1 flush pte        61:1 flush user
 *     30:1 pte.present = 0; defer-flush pte          40:1 flush-deferred          12:1 fill user       13:1 fault user write
 *
 * An entry starts consistent with its pte, and keeps what it cached until a flush, whatever becomes of the pte; an access through it goes
 * to the page that was cached (Documentation/core-api/cachetlb.rst). A processor may take entries ahead of any access, and flushes may
 * be gathered to be done together later (Documentation/arch/x86/tlb.rst; mm/mmu_gather.c; mm/rmap.c, try_to_unmap_flush).
 */
type Tlb = { readonly entry: number; readonly pte: number };
const NOT_CACHED = 0;

export const tlb: Primitive = {
  kinds: {
    tlb: {
      form: 'tlb NAME = PTE',
      declare: ({ name, values, at }, compiler) => {
        const first = values[0];
        const pte = first?.is === 'name' ? compiler.entity(first.name) : undefined;
        if (pte?.kind !== 'pte') return compiler.fail(at, 'a tlb needs a pte: tlb NAME = PTE');
        const initial = compiler.initialValue(pte.own as number);
        const entry = compiler.slot(`TLB entry of ${name}`, [initial], (value) =>
          value === NOT_CACHED ? 'none' : showEntry(value, compiler),
        );
        return { kind: 'tlb', name, access: null, own: { entry, pte: pte.own as number } satisfies Tlb };
      },
    },
  },
  verbs: [
    {
      signature: 'flush {pte}',
      meaning: 'no TLB entry of the pte is left on any CPU when it returns',
      compile: ([operand], _lane, compiler) => ({ effects: flushOf(entityOf(operand), compiler) }),
    },
    {
      signature: 'flush {tlb}',
      meaning: 'this TLB entry is taken away, and no other one (a flush of the local CPU)',
      compile: ([operand]) => ({ effects: [set(ownOf(entityOf(operand)).entry, NOT_CACHED)] }),
    },
    {
      signature: 'defer-flush {pte}',
      meaning: 'leaves the flush of the pte to the next flush-deferred of this lane (mmu_gather, unmap batching)',
      compile: ([operand], lane, compiler) => {
        const slotOfPte = deferredBy(lane, compiler).get(entityOf(operand)) as number;
        return { effects: [set(slotOfPte, 1)] };
      },
    },
    {
      signature: 'flush-deferred',
      meaning: 'flushes every pte whose flush this lane has deferred',
      compile: (_, lane, compiler) => ({
        effects: [...deferredBy(lane, compiler)].flatMap(([pte, isDeferred]) =>
          when(slot(isDeferred), [...flushOf(pte, compiler), set(isDeferred, 0)]),
        ),
      }),
    },
    {
      signature: 'commit {page} to {pte}',
      meaning:
        'clears and flushes the old entry and maps the copy writable; a lost-update where the copy misses a write',
      compile: ([from, to], _lane, compiler) => {
        const { copied } = entityOf(from).own as Page;
        return {
          effects: [
            ...when(equal(slot(copied), MISSES_A_WRITE), [fail('lost-update')]),
            ...map(entityOf(from), entityOf(to), WRITABLE | DIRTY),
            ...flushOf(entityOf(to), compiler),
          ],
        };
      },
    },
    {
      signature: 'fill {tlb}',
      meaning: 'the CPU caches the pte as it is now, ahead of any access; one that is not present is not cached',
      compile: ([operand]) => {
        const { entry, pte } = ownOf(entityOf(operand));
        return { effects: when(allows(slot(pte), PRESENT), [set(entry, slot(pte))]) };
      },
    },
    {
      signature: 'fault {tlb}',
      meaning: 'the CPU takes the entry from the pte again; waits until that is present',
      compile: ([operand]) => walk(entityOf(operand), PRESENT, 'readable'),
    },
    {
      signature: 'fault {tlb} write',
      meaning: 'the CPU takes the entry from the pte again, to write; waits until that is present and writable',
      compile: ([operand]) => walk(entityOf(operand), WRITABLE, 'writable'),
    },
    {
      signature: 'read through {tlb} into {cell}',
      meaning:
        'a user thread reads where its TLB entry leads and stores which page that is; without an entry it takes one from the pte, or waits; a use-after-free where the page was given back, a stale-read where the pte maps another page by now that was written since',
      compile: ([operand, result], _lane, compiler) => {
        const entity = entityOf(operand);
        const { entry, pte } = ownOf(entity);
        const page = pageIn(slot(entry));
        const isStale = and(differ(page, pageIn(slot(pte))), allows(slot(pte), PRESENT), isWritten(pte, compiler));
        return {
          ...takeUnless(entity, PRESENT, 'readable', [
            ...atPage(entry, compiler, (number) =>
              when(slot((pagesOf(compiler)[number - 1] as Page).freed), [fail('use-after-free')]),
            ),
            ...when(isStale, [fail('stale-read')]),
            ...assignTo(result)(page),
          ]),
        };
      },
    },
    {
      signature: 'write through {tlb}',
      meaning:
        'a user thread writes where its TLB entry leads; without a writable entry it takes one from the pte, or waits; a use-after-free where the page was given back',
      compile: ([operand], _lane, compiler) => {
        const entity = entityOf(operand);
        const write = atPage(ownOf(entity).entry, compiler, (number) => writeTo(number, compiler));
        return takeUnless(entity, WRITABLE, 'writable', write);
      },
    },
  ],
};

/** Accesses through the entry if it allows that, else after it was taken from the pte, which must allow it. */
function takeUnless(entity: Entity, flags: number, word: string, access: readonly Effect[]): Action {
  const { entry } = ownOf(entity);
  const taken = walk(entity, flags, word);
  return { ...taken, effects: [...when(allows(slot(entry), flags), [], taken.effects), ...access] };
}

function walk(entity: Entity, flags: number, word: string): Action {
  const { entry, pte } = ownOf(entity);
  return {
    effects: [...await_(allows(slot(pte), flags)), set(entry, slot(pte))],
    obstacle: () => ({ on: `a ${word} mapping for ${entity.name}`, holders: [], slots: [entry, pte] }),
  };
}

/** What happens at the page that the entry leads to. */
function atPage(entry: number, compiler: Compiler, effects: (number: number) => readonly Effect[]): readonly Effect[] {
  const branches = pagesOf(compiler).map((_, index) => [index + 1, effects(index + 1)] as const);
  return choose(pageIn(slot(entry)), branches);
}

/** The page that the pte maps now was written since it was copied to. */
function isWritten(pte: number, compiler: Compiler): Term {
  return or(
    ...pagesOf(compiler).map(({ written }, index) =>
      written === null ? 0 : and(equal(pageIn(slot(pte)), index + 1), slot(written)),
    ),
  );
}

/** Drops what every CPU has cached of the pte. */
function flushOf(pte: Entity, compiler: Compiler): Effect[] {
  return compiler.entities('tlb').flatMap((each) => {
    const own = ownOf(each);
    return own.pte === pte.own ? [set(own.entry, NOT_CACHED)] : [];
  });
}

/** For each pte whose flush the lane ever defers, the slot that says whether one is due. */
const deferredBy = perLane((lane, compiler): ReadonlyMap<Entity, number> => {
  const statements = compiler.scenario.lanes[lane]?.steps.flatMap((step) => step.statements) ?? [];
  const names = statements.flatMap((each) => {
    const first = each.is === 'verb' && each.verb === 'defer-flush' ? each.operands[0] : undefined;
    return first?.is === 'name' ? [first.name] : [];
  });
  const ptes = [...new Set(names)].flatMap((name) => compiler.entity(name) ?? []);
  const name = compiler.laneNames[lane];
  return new Map(ptes.map((pte) => [pte, compiler.slot(`flush of ${pte.name} deferred by ${name}`, [0], yesOrNo)]));
});

function ownOf(entity: Entity): Tlb {
  return entity.own as Tlb;
}

import { binary, bitsOf, differ, equal, set, slot, when, withBits, withoutBits } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Access, Compiler, Entity, Primitive } from '../types.ts';
import { slotAccess } from './cell.ts';
import { entityOf } from './operands.ts';

/**
 * Page-table entries, and local copies of them: a page with flags.
 *
 *     pte pte = old present write       entry orig_pte
 *     46:25 orig_pte = pte              30:1 pte.uffd_wp = 1; pte.write = 0          50:25 noted pte == orig_pte
 *     51:25 map new to pte write        52:25 pte = 0
 *
 * Nothing here touches a TLB: what it cached stays until a flush (Documentation/core-api/cachetlb.rst).
 */
const FLAGS: Readonly<Record<string, number>> = {
  write: 1,
  uffd_wp: 2,
  present: 4,
  dirty: 8,
  young: 16,
  soft_dirty: 32,
};
export const PRESENT = FLAGS.present as number;
export const WRITABLE = (FLAGS.write as number) | PRESENT;
export const DIRTY = FLAGS.dirty as number;
const PAGE_SHIFT = 8;

export const pte: Primitive = {
  kinds: {
    pte: {
      form: `pte NAME = PAGE [${Object.keys(FLAGS).join('] [')}]`,
      declare: ({ name, values, options, at }, compiler) => {
        let flags = 0;
        for (const { word } of options)
          flags |= FLAGS[word] ?? compiler.fail(at, `a pte has no flag "${word}": ${Object.keys(FLAGS).join(', ')}`);
        const page =
          values[0] === undefined
            ? compiler.fail(at, 'a pte needs a page: pte NAME = PAGE')
            : compiler.constant(values[0]);
        const own = compiler.slot(name, [(page << PAGE_SHIFT) | flags], (value) => showEntry(value, compiler));
        return { kind: 'pte', name, access: slotAccess(own), own, field: (field) => flagAccess(own, field) };
      },
    },
    entry: {
      form: 'entry NAME',
      declare: ({ name }, compiler) => {
        const show = (value: number) => (value === 0 ? 'not read' : showEntry(value, compiler));
        return { kind: 'entry', name, access: slotAccess(compiler.slot(name, [0], show)), own: null };
      },
    },
  },
  verbs: [
    {
      signature: 'map {page} to {pte}',
      meaning: 'the pte maps the page read-only from now on (set_pte_at); TLB entries keep what they cached',
      compile: ([page, entry]) => ({ effects: map(entityOf(page), entityOf(entry), PRESENT) }),
    },
    {
      signature: 'map {page} to {pte} write',
      meaning: 'the pte maps the page writable from now on; TLB entries keep what they cached',
      compile: ([page, entry]) => ({ effects: map(entityOf(page), entityOf(entry), WRITABLE) }),
    },
  ],
};

/** The entry gets the page with just these flags. */
export function map(page: Entity, entry: Entity, flags: number): readonly Effect[] {
  return [set(entry.own as number, withBits(binary('<<', (page.access as Access).value, PAGE_SHIFT), flags))];
}

/** Number of the page that an entry leads to; 0 where it leads to none. */
export function pageIn(entry: Term): Term {
  return binary('>>', entry, PAGE_SHIFT);
}

export function allows(entry: Term, flags: number): Term {
  return equal(bitsOf(entry, flags), flags);
}

function flagAccess(entry: number, field: string): Access | null {
  const bit = Object.hasOwn(FLAGS, field) ? FLAGS[field] : undefined;
  if (bit === undefined) return null;
  return {
    value: differ(bitsOf(slot(entry), bit), 0),
    assign: (value) =>
      when(value, [set(entry, withBits(slot(entry), bit))], [set(entry, withoutBits(slot(entry), bit))]),
  };
}

export function showEntry(value: number, compiler: Compiler): string {
  const page = compiler.entities('page')[(value >> PAGE_SHIFT) - 1]?.name ?? 'nothing';
  const flags = Object.keys(FLAGS).filter((flag) => value & (FLAGS[flag] as number) && flag !== 'present');
  return [page, value & (FLAGS.write as number) ? '' : 'read-only', ...flags].filter(Boolean).join(' ');
}

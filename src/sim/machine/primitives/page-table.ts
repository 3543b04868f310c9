import {
  and,
  await_,
  binary,
  bitsOf,
  choose,
  constant,
  differ,
  equal,
  fail,
  set,
  slot,
  when,
  withBits,
  withoutBits,
} from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Access, Action, Compiler, Entity, Primitive } from '../types.ts';
import { slotAccess } from './cell.ts';
import { entityOf } from './operands.ts';

/**
 * Pages, one page-table entry for each `pte`, and the TLB entries that user threads hold of it.
 *
 *     page old             page copy           pte pte = old present write          tlb user = pte        entry orig_pte
 *     30:1 pte.uffd_wp = 1; pte.write = 0      53:25 copy old to copy               57:25 commit copy to pte
 *     60:1 flush pte                           implied:1 write through user
 *
 * A TLB entry starts consistent with its pte, and keeps what it cached until a flush, whatever becomes of the pte
 * (Documentation/core-api/cachetlb.rst). A write through it goes to the page that was cached.
 */
type Page = { readonly freed: number; readonly copied: number; readonly source: number };
type Tlb = { readonly entry: number; readonly pte: number };

const FLAGS: Readonly<Record<string, number>> = {
  write: 1,
  uffd_wp: 2,
  present: 4,
  dirty: 8,
  young: 16,
  soft_dirty: 32,
};
const WRITABLE = (FLAGS.write as number) | (FLAGS.present as number);
const PAGE_SHIFT = 8;
const NOT_CACHED = 0;
/** A copy of a page: not made, made and complete, or made before the last write to its source. */
const COPY = ['not made', 'complete', 'misses a write'] as const;
const COMPLETE = COPY.indexOf('complete');
const MISSES_A_WRITE = COPY.indexOf('misses a write');

export const pageTable: Primitive = {
  kinds: {
    page: {
      form: 'page NAME',
      declare: ({ name }, compiler) => {
        const number = compiler.entities('page').length + 1;
        const own: Page = {
          freed: compiler.slot(`${name}`, [0], (value) => (value === 0 ? 'in use' : 'freed')),
          copied: compiler.slot(`${name} as a copy`, [0], (value) => COPY[value] ?? ''),
          source: compiler.slot(`${name} copied from`, [0]),
        };
        return { kind: 'page', name, access: { value: constant(number), assign: null }, own };
      },
    },
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
      signature: 'copy {page} to {page}',
      meaning:
        'copies the contents; later writes to the source are missing in the copy; a use-after-free where it was given back',
      compile: ([from, to]) => {
        const { copied, source } = entityOf(to).own as Page;
        const { freed } = entityOf(from).own as Page;
        const page = (entityOf(from).access as Access).value;
        return { effects: when(slot(freed), [fail('use-after-free')], [set(copied, COMPLETE), set(source, page)]) };
      },
    },
    {
      signature: 'commit {page} to {pte}',
      meaning:
        'clears and flushes the old entry and maps the copy writable; a lost-update where the copy misses a write',
      compile: ([from, to], _lane, compiler) => commit(entityOf(from), entityOf(to), compiler),
    },
    {
      signature: 'free {page}',
      meaning: 'gives the page back; a double-free where it was given back before',
      compile: ([operand]) => {
        const { freed } = entityOf(operand).own as Page;
        return { effects: when(slot(freed), [fail('double-free')], [set(freed, 1)]) };
      },
    },
    {
      signature: 'write through {tlb}',
      meaning:
        'a user thread writes where its TLB entry leads; without a writable entry it takes one from the pte, or waits; a use-after-free where the page was given back',
      compile: ([operand], _lane, compiler) => writeThrough(entityOf(operand), compiler),
    },
  ],
};

function commit(copy: Entity, pte: Entity, compiler: Compiler): Action {
  const { copied } = copy.own as Page;
  const page = binary('<<', (copy.access as Access).value, PAGE_SHIFT);
  const mapped = withBits(page, WRITABLE | (FLAGS.dirty as number));
  return {
    effects: [
      ...when(equal(slot(copied), MISSES_A_WRITE), [fail('lost-update')]),
      set(pte.own as number, mapped),
      ...flushOf(pte, compiler),
    ],
  };
}

function writeThrough(tlb: Entity, compiler: Compiler): Action {
  const own = tlb.own as Tlb;
  const pages = compiler.entities('page').map((page) => page.own as Page);
  const isWritable = (entry: number): Term => equal(bitsOf(slot(entry), WRITABLE), WRITABLE);
  const written = (number: number) =>
    pages.flatMap(({ copied, source }) =>
      when(and(equal(slot(source), number), slot(copied)), [set(copied, MISSES_A_WRITE)]),
    );
  return {
    effects: [
      ...when(isWritable(own.entry), [], [...await_(isWritable(own.pte)), set(own.entry, slot(own.pte))]),
      ...choose(
        binary('>>', slot(own.entry), PAGE_SHIFT),
        pages.map(({ freed }, index) => [
          index + 1,
          [...when(slot(freed), [fail('use-after-free')]), ...written(index + 1)],
        ]),
      ),
    ],
    obstacle: () => ({ on: `a writable mapping for ${tlb.name}`, holders: [], slots: [own.entry, own.pte] }),
  };
}

/** Drops what every CPU has cached of the pte. */
function flushOf(pte: Entity, compiler: Compiler): Effect[] {
  return compiler
    .entities('tlb')
    .flatMap((tlb) => ((tlb.own as Tlb).pte === pte.own ? [set((tlb.own as Tlb).entry, NOT_CACHED)] : []));
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

function showEntry(value: number, compiler: Compiler): string {
  const page = compiler.entities('page')[(value >> PAGE_SHIFT) - 1]?.name ?? 'nothing';
  const flags = Object.keys(FLAGS).filter((flag) => value & (FLAGS[flag] as number) && flag !== 'present');
  return [page, value & (FLAGS.write as number) ? '' : 'read-only', ...flags].filter(Boolean).join(' ');
}

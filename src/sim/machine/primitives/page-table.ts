import {
  type Access,
  type Action,
  BLOCKED,
  type Compiler,
  type Entity,
  fails,
  OK,
  type Primitive,
  type State,
} from '../types.ts';
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
const PAGE_SHIFT = 8;
const NOT_CACHED = 0;
/** A copy of a page: not made, made and complete, or made before the last write to its source. */
const COPY = ['not made', 'complete', 'misses a write'] as const;

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
        return { kind: 'page', name, access: { slots: [], get: () => number, set: null }, own };
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
        const slot = compiler.slot(name, [(page << PAGE_SHIFT) | flags], (value) => showEntry(value, compiler));
        const access: Access = {
          slots: [slot],
          get: (state) => state[slot] as number,
          set: (state, value) => {
            state[slot] = value;
          },
        };
        return { kind: 'pte', name, access, own: slot, field: (field) => flagAccess(slot, field) };
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
        const initial = (pte.access as Access).get(compiler.initialState());
        const slot = compiler.slot(`TLB entry of ${name}`, [initial], (value) =>
          value === NOT_CACHED ? 'none' : showEntry(value, compiler),
        );
        return { kind: 'tlb', name, access: null, own: { entry: slot, pte: pte.own as number } satisfies Tlb };
      },
    },
  },
  verbs: [
    {
      signature: 'flush {pte}',
      meaning: 'no TLB entry of the pte is left on any CPU when it returns',
      compile: ([operand], _lane, compiler) => {
        const entries = entriesOf(entityOf(operand), compiler);
        return {
          run: (state) => {
            for (const slot of entries()) state[slot] = NOT_CACHED;
            return OK;
          },
          footprint: () => ({ reads: [], writes: entries() }),
        };
      },
    },
    {
      signature: 'copy {page} to {page}',
      meaning:
        'copies the contents; later writes to the source are missing in the copy; a use-after-free where it was given back',
      compile: ([from, to]) => {
        const source = (entityOf(from).access as Access).get(NO_STATE);
        const { copied, source: sourceSlot } = entityOf(to).own as Page;
        const { freed } = entityOf(from).own as Page;
        return {
          run: (state) => {
            if (state[freed] === 1) return fails('use-after-free');
            state[copied] = 1;
            state[sourceSlot] = source;
            return OK;
          },
          footprint: () => ({ reads: [freed], writes: [copied, sourceSlot] }),
        };
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
        return {
          run: (state) => {
            if (state[freed] === 1) return fails('double-free');
            state[freed] = 1;
            return OK;
          },
          footprint: () => ({ reads: [freed], writes: [freed] }),
        };
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
  const slot = pte.own as number;
  const entries = entriesOf(pte, compiler);
  const mapped =
    ((copy.access as Access).get(NO_STATE) << PAGE_SHIFT) |
    (FLAGS.write as number) |
    (FLAGS.present as number) |
    (FLAGS.dirty as number);
  return {
    run: (state) => {
      if (state[copied] === COPY.indexOf('misses a write')) return fails('lost-update');
      state[slot] = mapped;
      for (const entry of entries()) state[entry] = NOT_CACHED;
      return OK;
    },
    footprint: () => ({ reads: [copied], writes: [slot, ...entries()] }),
  };
}

function writeThrough(tlb: Entity, compiler: Compiler): Action {
  const own = tlb.own as Tlb;
  const pages = () => compiler.entities('page').map((page) => page.own as Page);
  const writable = (FLAGS.write as number) | (FLAGS.present as number);
  return {
    run: (state) => {
      if (((state[own.entry] as number) & writable) !== writable) {
        if (((state[own.pte] as number) & writable) !== writable) return BLOCKED;
        state[own.entry] = state[own.pte] as number;
      }
      const number = (state[own.entry] as number) >> PAGE_SHIFT;
      const page = pages()[number - 1];
      if (page && state[page.freed] === 1) return fails('use-after-free');
      for (const { copied, source } of pages()) {
        if (state[source] === number && state[copied] !== 0) state[copied] = COPY.indexOf('misses a write');
      }
      return OK;
    },
    footprint: () => {
      const all = pages().flatMap((page) => [page.freed, page.copied, page.source]);
      return { reads: [own.entry, own.pte, ...all], writes: [own.entry, ...pages().map((page) => page.copied)] };
    },
    obstacle: () => ({ on: `a writable mapping for ${tlb.name}`, holders: [], slots: [own.entry, own.pte] }),
  };
}

/** The TLB entries of a pte; asked for late, since they may be declared after the verb is compiled. */
function entriesOf(pte: Entity, compiler: Compiler): () => readonly number[] {
  let known: number[] | null = null;
  return () => {
    known ??= compiler
      .entities('tlb')
      .flatMap((tlb) => ((tlb.own as Tlb).pte === pte.own ? [(tlb.own as Tlb).entry] : []));
    return known;
  };
}

function flagAccess(slot: number, field: string): Access | null {
  const bit = Object.hasOwn(FLAGS, field) ? FLAGS[field] : undefined;
  if (bit === undefined) return null;
  return {
    slots: [slot],
    get: (state: State) => ((state[slot] as number) & bit ? 1 : 0),
    set: (state, value) => {
      state[slot] = value === 0 ? (state[slot] as number) & ~bit : (state[slot] as number) | bit;
    },
  };
}

function showEntry(value: number, compiler: Compiler): string {
  const page = compiler.entities('page')[(value >> PAGE_SHIFT) - 1]?.name ?? 'nothing';
  const flags = Object.keys(FLAGS).filter((flag) => value & (FLAGS[flag] as number) && flag !== 'present');
  return [page, value & (FLAGS.write as number) ? '' : 'read-only', ...flags].filter(Boolean).join(' ');
}

const NO_STATE: State = new Int32Array(0);

import { and, constant, equal, fail, set, slot, when } from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';
import type { Access, Compiler, Primitive } from '../types.ts';
import { entityOf } from './operands.ts';

/**
 * Pages with their contents: what a copy of one has, and what it misses.
 *
 *     page old             page new
 *     53:25 copy old to new          60:1 free old          20:9 write old
 *
 * Contents are kept only as far as they differ: a copy is complete until its source is written, which is what copy-on-write must not let
 * happen unseen (mm/memory.c, wp_page_copy).
 */
export type Page = {
  readonly freed: number;
  readonly copied: number;
  readonly source: number;
  /** Written since it was copied to; null where no lane reads pages. */
  readonly written: number | null;
};

/** A copy of a page: not made, made and complete, or made before the last write to its source. */
const COPY = ['not made', 'complete', 'misses a write'] as const;
const COMPLETE = COPY.indexOf('complete');
export const MISSES_A_WRITE = COPY.indexOf('misses a write');

export const page: Primitive = {
  kinds: {
    page: {
      form: 'page NAME',
      declare: ({ name }, compiler) => {
        const number = compiler.entities('page').length + 1;
        const own: Page = {
          freed: compiler.slot(`${name}`, [0], (value) => (value === 0 ? 'in use' : 'freed')),
          copied: compiler.slot(`${name} as a copy`, [0], (value) => COPY[value] ?? ''),
          source: compiler.slot(`${name} copied from`, [0]),
          written: readsPages(compiler) ? compiler.slot(`${name} written since`, [0]) : null,
        };
        return { kind: 'page', name, access: { value: constant(number), assign: null }, own };
      },
    },
  },
  verbs: [
    {
      signature: 'copy {page} to {page}',
      meaning:
        'copies the contents; later writes to the source are missing in the copy; a use-after-free where it was given back',
      compile: ([from, to]) => {
        const { copied, source, written } = entityOf(to).own as Page;
        const { freed } = entityOf(from).own as Page;
        const number = (entityOf(from).access as Access).value;
        const same = written === null ? [] : [set(written, 0)];
        const copy = [set(copied, COMPLETE), set(source, number), ...same];
        return { effects: when(slot(freed), [fail('use-after-free')], copy) };
      },
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
      signature: 'write {page}',
      meaning: 'writes to the page past every pte (a pinned page, a device); a use-after-free where it was given back',
      compile: ([operand], _lane, compiler) => ({ effects: writeTo(pageNumber(operand, compiler), compiler) }),
    },
  ],
};

/** A write to the page with this number: its copies miss it. */
export function writeTo(number: number, compiler: Compiler): readonly Effect[] {
  const pages = pagesOf(compiler);
  const { freed, written } = pages[number - 1] as Page;
  return [
    ...when(slot(freed), [fail('use-after-free')]),
    ...pages.flatMap(({ copied, source }) =>
      when(and(equal(slot(source), number), slot(copied)), [set(copied, MISSES_A_WRITE)]),
    ),
    ...(written === null ? [] : [set(written, 1)]),
  ];
}

export function pagesOf(compiler: Compiler): readonly Page[] {
  return compiler.entities('page').map(({ own }) => own as Page);
}

function pageNumber(operand: Parameters<typeof entityOf>[0], compiler: Compiler): number {
  return compiler.entities('page').indexOf(entityOf(operand)) + 1;
}

function readsPages({ scenario }: Compiler): boolean {
  return scenario.lanes.some(({ steps }) =>
    steps.some(({ statements }) => statements.some((each) => each.is === 'verb' && each.verb === 'read')),
  );
}

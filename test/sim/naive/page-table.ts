import type { Expression } from '../../../src/scenario/types.ts';
import { blocked, type Did, type Entry, failed, ON, type World } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

type Act = (world: World, lane: number, operands: readonly Expression[]) => Did | null;
const pageOf = (world: World, name: string) => world.pages[name] as World['pages'][string];

function dropAll(world: World, pte: string): void {
  for (const tlb of Object.values(world.tlbs)) if (tlb.pte === pte) tlb.entry = null;
}

/** The translation that an access of the CPU uses: the cached one if it allows the access, else the page table's. */
function translate(world: World, name: string, allows: (entry: Entry) => boolean): Entry | null {
  const tlb = world.tlbs[name] as World['tlbs'][string];
  if (tlb.entry === null || !allows(tlb.entry)) {
    const pte = world.ptes[tlb.pte] as Entry;
    if (!allows(pte)) return null;
    tlb.entry = { ...pte };
  }
  return tlb.entry;
}

function writeToPage(world: World, name: string): Did {
  const page = pageOf(world, name);
  if (page.freed) return failed('use-after-free');
  page.touched = true;
  for (const each of Object.values(world.pages)) if (each.from === name && each.copy !== 'none') each.copy = 'outdated';
  return ON;
}

/** What the verbs of pages, ptes and TLBs do, once more and plainly; null where the verb means something else. */
export const PAGE_TABLE_VERBS: Readonly<Record<string, Act>> = {
  copy: (world, _lane, [from, , to]) => {
    if (pageOf(world, nameOf(from)).freed) return failed('use-after-free');
    Object.assign(pageOf(world, nameOf(to)), { copy: 'good', from: nameOf(from), touched: false });
    return ON;
  },
  write: (world, _lane, [first, tlb]) => {
    if (tlb === undefined) return writeToPage(world, nameOf(first));
    const entry = translate(world, nameOf(tlb), ({ write, present }) => write && present);
    return entry === null ? blocked() : writeToPage(world, entry.page);
  },
  read: (world, _lane, [, name, , cell]) => {
    const entry = translate(world, nameOf(name), ({ present }) => present);
    if (entry === null) return blocked();
    if (pageOf(world, entry.page).freed) return failed('use-after-free');
    const pte = world.ptes[world.tlbs[nameOf(name)]?.pte ?? ''] as Entry;
    if (pte.present && pte.page !== entry.page && pageOf(world, pte.page).touched) return failed('stale-read');
    world.cells[nameOf(cell)] = Object.keys(world.pages).indexOf(entry.page) + 1;
    return ON;
  },
  map: (world, _lane, [page, , pte, how]) => {
    world.ptes[nameOf(pte)] = { page: nameOf(page), present: true, write: how !== undefined };
    return ON;
  },
  fill: (world, _lane, [name]) => {
    const tlb = world.tlbs[nameOf(name)] as World['tlbs'][string];
    const pte = world.ptes[tlb.pte] as Entry;
    if (pte.present) tlb.entry = { ...pte };
    return ON;
  },
  fault: (world, _lane, [name, how]) => {
    const tlb = world.tlbs[nameOf(name)] as World['tlbs'][string];
    tlb.entry = null;
    return translate(world, nameOf(name), ({ present, write }) => present && (write || how === undefined))
      ? ON
      : blocked();
  },
  flush: (world, _lane, [name]) => {
    const tlb = world.tlbs[nameOf(name)];
    if (tlb === undefined) return null;
    tlb.entry = null;
    return ON;
  },
  'defer-flush': (world, lane, [pte]) => {
    const own = world.deferred[lane] as string[];
    world.deferred[lane] = [...new Set([...own, nameOf(pte)])].sort();
    return ON;
  },
  'flush-deferred': (world, lane) => {
    for (const pte of world.deferred[lane] ?? []) dropAll(world, pte);
    world.deferred[lane] = [];
    return ON;
  },
};

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { extractMessage } from '../src/extract/index.ts';
import { ingestFile } from '../src/ingest/index.ts';
import type { Message } from '../src/ingest/types.ts';
import { judgeMessage, judgeScenario } from '../src/judge/index.ts';
import type { JudgedMessage } from '../src/judge/types.ts';
import { printRace, readRace } from '../src/scenario/index.ts';
import { explore } from '../src/sim/index.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';

/** The mail that the project was made for, its variants, and what must come out of them: ../shared/seed/README.md. */
const SEED = new URL('../../shared/seed/', import.meta.url).pathname;
const options = { bounds: DEFAULT_BOUNDS };

async function messageOf(file: string): Promise<Message> {
  const message = (await ingestFile(`${SEED}${file}`)).messages[0];
  if (message === undefined) throw new Error(`${file} holds no message`);
  return message;
}
function judge(message: Message): JudgedMessage {
  return judgeMessage(message, extractMessage(message), options);
}
const drawingOf = (judged: JudgedMessage) => judged.diagrams[0]?.judged;

describe.skipIf(!existsSync(SEED))('the seed (skipped without ../shared/seed)', () => {
  const table = [
    ['seed-columns.eml', 'reproduces', 'executable'],
    ['seed-flat.txt', 'reproduces', 'executable'],
    ['variant-no-counter.eml', 'reproduces', 'executable'],
    ['variant-flush-before-unlock.eml', 'refuted', 'executable'],
    ['variant-mmap-lock-write.eml', 'refuted', 'impossible'],
    ['variant-flush-in-fault.eml', 'refuted', 'executable'],
  ] as const;
  it.each(table)('%s: %s, drawn order %s', async (file, verdict, order) => {
    const judged = drawingOf(judge(await messageOf(file)));
    expect(judged).toMatchObject({ verdict, failure: 'lost-update', drawnOrder: { is: order } });
  });

  const claims = [
    ['question', 'not-checkable'],
    ['invariant', 'supported'],
    ['cost', 'not-checkable'],
    ['fix-works', 'supported'],
    ['fix-fails', 'supported'],
    ['fix-fails', 'supported'],
    ['invariant', 'supported'],
  ];
  it.each(table)('judges the seven claims of %s as listed', async (file) => {
    const judged = judge(await messageOf(file));
    expect(judged.claims.map(({ claim, verdict }) => [claim.type, verdict])).toEqual(claims);
  });

  it('finds the claims on the lines where their words begin', async () => {
    const columns = judge(await messageOf('seed-columns.eml'));
    expect(columns.claims.map(({ claim }) => claim.line)).toEqual([6, 9, 14, 18, 22, 23, 25]);
  });

  it('gives the flat drawing the same lanes and steps as the columns', async () => {
    const steps = (judged: JudgedMessage) =>
      judged.diagrams[0]?.diagram.steps.map(({ lane, text, op }) => [lane, text, op]);
    const [columns, flat] = [judge(await messageOf('seed-columns.eml')), judge(await messageOf('seed-flat.txt'))];
    expect(flat.diagrams[0]?.diagram.lanes).toHaveLength(3);
    expect(steps(flat)).toEqual(steps(columns));
  });

  it('shows the write through the stale entry between the copy and the commit, by an implied actor', async () => {
    const judged = drawingOf(judge(await messageOf('seed-columns.eml')));
    const moves = judged?.witness?.moves ?? [];
    const at = (text: RegExp) => moves.findIndex((move) => text.test(move.text));
    const write = moves.findIndex((move) => judged?.scenario.lanes[move.lane]?.implied);
    expect(at(/copy_user_page/)).toBeLessThan(write);
    expect(write).toBeLessThan(at(/commit the copy/));
    expect(judged?.assumptions.some(({ text }) => /user thread/.test(text) && /TLB/.test(text))).toBe(true);
  });

  it('names what blocks in the variant that holds mmap_lock: the read lock of the fault, held by CPU0', async () => {
    const message = await messageOf('variant-mmap-lock-write.eml');
    const order = drawingOf(judge(message))?.drawnOrder;
    if (order?.is !== 'impossible' || order.blocker === null) throw new Error('the drawn order should be impossible');
    const line = (step: string | null) => message.lines[Number.parseInt(step ?? '', 10) - 1]?.trim();
    expect(order.blocker).toMatchObject({ lane: 1, holder: 0 });
    expect(line(order.blocker.step)).toBe('mmap_read_lock(mm)');
    expect(line(order.blocker.since)).toBe('mmap_write_lock(mm)');
  });

  const bites = [
    ['variant-flush-before-unlock.eml', /flush_tlb_page/],
    ['variant-flush-in-fault.eml', /flush_tlb_page/],
    ['variant-mmap-lock-write.eml', /mmap_(?:read|write)_(?:un)?lock/],
    ['variant-flush-before-unlock.eml', /PT (?:un)?lock/],
  ] as const;
  it.each(bites)('%s: without the lines %s the failure is back', async (file, removed) => {
    const message = await messageOf(file);
    const lines = message.lines.map((line) => (removed.test(line) ? '' : line));
    // a deferred flush stays: what excludes the failure is the early one
    expect(drawingOf(judge({ ...message, lines }))).toMatchObject({ verdict: 'reproduces', failure: 'lost-update' });
  });

  it.each(['variant-flush-before-unlock.eml', 'variant-mmap-lock-write.eml', 'seed-columns.eml'])(
    '%s: without the user thread it is undetermined, never refuted',
    async (file) => {
      const scenario = drawingOf(judge(await messageOf(file)))?.scenario;
      if (scenario === undefined) throw new Error('no drawing');
      const without = { ...scenario, lanes: scenario.lanes.filter((lane) => !lane.implied) };
      expect(judgeScenario(without, options).verdict).toBe('undetermined');
    },
  );

  it('goes through the text form unchanged', async () => {
    const scenario = drawingOf(judge(await messageOf('seed-columns.eml')))?.scenario;
    if (scenario === undefined) throw new Error('no drawing');
    const read = readRace(printRace(scenario), 'seed.race');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(printRace(read.scenario)).toBe(printRace(scenario));
    expect(explore(read.scenario).witnesses.map(({ token }) => token)).toEqual(
      explore(scenario).witnesses.map(({ token }) => token),
    );
  });

  /** Names without a lexicon row, replaced; names with one, swapped for another of the same row. */
  const renamings: Record<string, readonly (readonly [RegExp, string])[]> = {
    'the counter': [
      [/false_shared_counter_counter/g, 'zork'],
      [/\bcounter = zork/g, 'snap = zork'],
      [/pte_same\(counter/g, 'pte_same(snap'],
    ],
    'the lock': [[/\bPT (lock|unlock)/g, 'QQ $1']],
    'the CPUs': [
      [/CPU0/g, 'CPU7'],
      [/CPU 1/g, 'CPU 9'],
      [/CPU 2/g, 'CPU 4'],
    ],
    'the ioctl': [
      [/userfaultfd_wrprotect/g, 'frobnicate_rang'],
      [/userfaultfd_writeprotect/g, 'frobnicate_rang'],
      [/userfaultfd ioctl/g, 'frobnicate ioctl'],
    ],
    'the fault handler': [[/do_page_fault/g, 'handle_mm_fault']],
    'the copy': [[/copy_user_page/g, 'copy_user_highpage']],
    'the flush': [[/flush_tlb_page/g, 'flush_tlb_range']],
    'the lock functions': [
      [/mmap_write_lock\(mm\)/g, 'down_write(&mm->mmap_lock)'],
      [/mmap_write_unlock\(mm\)/g, 'up_write(&mm->mmap_lock)'],
      [/mmap_read_lock\(mm\)/g, 'down_read(&mm->mmap_lock)'],
      [/mmap_read_unlock\(mm\)/g, 'up_read(&mm->mmap_lock)'],
    ],
  };
  it.each(Object.keys(renamings))('keeps every verdict when %s has another name', async (what) => {
    for (const [file, verdict, order] of table) {
      const message = await messageOf(file);
      const rename = (line: string) =>
        (renamings[what] ?? []).reduce((text, [from, to]) => text.replace(from, to), line);
      const judged = judge({ ...message, lines: message.lines.map(rename) });
      expect([file, drawingOf(judged)?.verdict, drawingOf(judged)?.drawnOrder.is]).toEqual([file, verdict, order]);
      if (file === 'seed-columns.eml')
        expect(judged.claims.map(({ claim, verdict: found }) => [claim.type, found])).toEqual(claims);
    }
  });

  it('knows the mail by no name: nothing of it stands in the sources', async () => {
    const sources = new URL('../src/', import.meta.url).pathname;
    const files = (await readdir(sources, { recursive: true })).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const text = await readFile(`${sources}${file}`, 'utf8');
      expect(text, file).not.toMatch(/false_shared_counter|userfaultfd_wrprotect|X\+JmVmDvBOYuw5Zl/);
    }
  });
});

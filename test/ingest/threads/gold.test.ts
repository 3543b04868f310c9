import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../../src/ingest/mail.ts';
import { splitMbox } from '../../../src/ingest/mbox.ts';
import { idsJoined, threadTree } from '../../../src/ingest/threads/index.ts';
import type { Message } from '../../../src/ingest/types.ts';
import { allNodes } from './envelopes.ts';

const THREADS = new URL('../../../../shared/gold/threads.mbox', import.meta.url).pathname;
const isMissing = !existsSync(THREADS);
if (isMissing) console.log('../shared/gold/threads.mbox is not there: its threads are not looked at');

async function messages(): Promise<Message[]> {
  const all: Message[] = [];
  for await (const { bytes } of splitMbox(createReadStream(THREADS), 1 << 25)) {
    const message = await readMail(bytes ?? Buffer.alloc(0), `threads.mbox#${all.length + 1}`);
    if (!('code' in message)) all.push(message);
  }
  return all;
}

/** What a mail refers to; some mailers and robots write In-Reply-To alone. */
const referred = ({ references, inReplyTo }: Message): readonly string[] =>
  references.length > 0 || inReplyTo === null ? references : (inReplyTo.match(/<[^<>\s]+>/g) ?? []);

/** The check knows references alone: whoever refers to a mail, or to what it refers to, is in its thread. Found by walking. */
function threadsByReferences(all: readonly Message[]): string[][] {
  const neighbours = new Map<string, Set<string>>();
  const near = (id: string): Set<string> => {
    const known = neighbours.get(id) ?? new Set();
    neighbours.set(id, known);
    return known;
  };
  for (const message of all) {
    const messageId = message.messageId;
    near(messageId ?? '');
    for (const other of referred(message)) {
      near(messageId ?? '').add(other);
      near(other).add(messageId ?? '');
    }
  }
  const seen = new Set<string>();
  return [...neighbours.keys()].flatMap((start) => {
    if (seen.has(start)) return [];
    const thread = [start];
    seen.add(start);
    for (const id of thread) {
      for (const other of near(id)) {
        if (!seen.has(other)) thread.push(other);
        seen.add(other);
      }
    }
    return [thread];
  });
}

/** The threads as the program makes them: whoever names an id in common is in one. */
function threadsJoined(all: readonly Message[]): string[][] {
  const threads = new Map<string, string[]>();
  for (const message of all) {
    const ids = idsJoined(message);
    const joined = [...new Set([...ids.flatMap((id) => threads.get(id) ?? []), ...ids])];
    for (const id of joined) threads.set(id, joined);
  }
  return [...new Set(threads.values())];
}

const known = (threads: string[][], all: readonly Message[]): string[] => {
  const own = new Set(all.map(({ messageId }) => messageId));
  return threads.map((thread) => thread.filter((id) => own.has(id)).sort().join(' ')).sort(); // biome-ignore format: a chain
};

describe.skipIf(isMissing)('the threads of ../shared/gold/threads.mbox (skipped where it is missing)', () => {
  it('hold the mails that their References put there', async () => {
    const all = await messages();
    expect(all).toHaveLength(795);
    const byReferences = known(threadsByReferences(all), all);
    expect(known(threadsJoined(all), all).filter((thread) => !byReferences.includes(thread))).toEqual([]);
    expect(known(threadsJoined(all), all)).toHaveLength(byReferences.length);
    expect(byReferences.length).toBeGreaterThan(50);
  });

  it('are trees in which each mail stands once, below the nearest mail that it refers to', async () => {
    const all = await messages();
    const wrong: string[] = [];
    for (const thread of known(threadsByReferences(all), all)) {
      const ids = new Set(thread.split(' '));
      const mails = all.filter(({ messageId }) => ids.has(messageId ?? ''));
      const nodes = allNodes(threadTree(mails));
      const above = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child.id, id] as const)));
      expect(nodes.flatMap(({ id, envelope }) => (envelope === null ? [] : [id])).sort()).toEqual([...ids].sort());
      for (const { messageId, references } of mails) {
        const nearest = references.filter((id) => id !== messageId && ids.has(id)).at(-1);
        const last = references.at(-1);
        const parent = above.get(messageId ?? '');
        if (nearest !== undefined && nearest === last && parent !== nearest) wrong.push(`${messageId} below ${parent}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/index.ts';

const SHARED = new URL('../../../shared/', import.meta.url).pathname;
const GOLD = `${SHARED}gold/`;

describe.skipIf(!existsSync(GOLD))('real mails (../shared/gold; skipped where it is missing)', () => {
  it('decodes all mails to the bodies that the labels count lines in', async () => {
    const mails = readdirSync(`${GOLD}mail`).filter((name) => name.endsWith('.eml'));
    expect(mails).toHaveLength(80);
    const wrong: string[] = [];
    for (const name of mails) {
      const { messages, problems } = await ingestFile(`${GOLD}mail/${name}`);
      const body = readFileSync(`${GOLD}body/${basename(name, '.eml')}.txt`, 'utf8')
        .replace(/\n$/, '')
        .split('\n');
      const lines = messages[0]?.lines ?? [];
      const at = body.findIndex((line, index) => line !== lines[index]);
      if (problems.length > 0 || messages.length !== 1) wrong.push(`${name}: ${JSON.stringify(problems)}`);
      else if (at !== -1) wrong.push(`${name}:${at + 1}: ${JSON.stringify([body[at], lines[at]])}`);
      else if (lines.length !== body.length) wrong.push(`${name}: ${lines.length} lines, not ${body.length}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['unlabelled.mbox', 314],
    ['threads.mbox', 795],
  ])('reads all messages of %s', async (name, count) => {
    const { messages, problems } = await ingestFile(`${GOLD}${name}`);
    expect(problems).toEqual([]);
    expect(messages).toHaveLength(count);
    expect(messages.filter(({ messageId }) => messageId === null)).toEqual([]);
    expect(messages.filter(({ problems: odd }) => odd.length > 0).map(({ problems: odd }) => odd)).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for one test file's inputs, removed when it is done. */
export function inputFolder(): {
  path: (name: string) => string;
  write: (name: string, text: string | Buffer) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'threadjudge-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write(name, text) {
      writeFileSync(path(name), typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
      return path(name);
    },
  };
}

/** A small mail; `fields` are added to its header. */
export function mail(body: string, fields: readonly string[] = []): string {
  return [
    'From: Ann Author <ann@example.org>',
    'Message-ID: <one@example.org>',
    'Subject: a race',
    ...fields,
    '',
    body,
  ].join('\n');
}

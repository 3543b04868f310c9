import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { STORE_FILE } from '../../../src/batch/store/index.ts';
import { openForReading } from '../../../src/batch/store/open.ts';

/** What a scan left: every row of every table, and every file of the reports, as texts that can be compared. */
export type LeftBehind = { readonly rows: readonly string[]; readonly files: ReadonlyMap<string, string> };

export function leftBehind(folder: string): LeftBehind {
  const connection = openForReading(join(folder, STORE_FILE));
  const tables = connection.prepare("select name from sqlite_master where type = 'table' order by name").all();
  const rows = (tables as { readonly name: string }[]).flatMap(({ name }) =>
    (connection.prepare(`select * from ${name}`).raw().all() as unknown[][])
      .map((row) => `${name} ${JSON.stringify(row)}`)
      .sort(),
  );
  connection.close();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith(STORE_FILE))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return { rows, files: new Map(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')])) };
}

/** The first differences in words, none where they are the same. */
export function differences(one: LeftBehind, other: LeftBehind): string[] {
  const rows = (these: LeftBehind, those: LeftBehind, sign: string): string[] => {
    const known = new Set(those.rows);
    return these.rows.filter((row) => !known.has(row)).map((row) => `${sign} ${row.slice(0, 300)}`);
  };
  const names = new Set([...one.files.keys(), ...other.files.keys()]);
  const files = [...names].filter((name) => one.files.get(name) !== other.files.get(name)).map((name) => `! ${name}`);
  return [...rows(one, other, '-'), ...rows(other, one, '+'), ...files];
}

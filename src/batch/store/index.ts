import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../problems.ts';
import { lockStore } from './open.ts';
import { sqliteStore } from './sqlite.ts';
import type { Store } from './types.ts';

export const STORE_FILE = 'threadjudge.sqlite';

/** A store that is to be written, which no other scan writes meanwhile. */
export type OpenedStore = { readonly store: Store; readonly close: () => Promise<void> };

/** The store of a folder of reports; both are made where they are not there. Throws a ProblemError. */
export async function openToWrite(folder: string): Promise<OpenedStore> {
  makeFolder(folder);
  const path = join(folder, STORE_FILE);
  const unlock = lockStore(path);
  try {
    const store = sqliteStore(path, 'write');
    return {
      store,
      close: async () => {
        await store.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whether a place is the URL of a database. */
export const isDatabase = (place: string): boolean => /^postgres(?:ql)?:/i.test(place);

/** `place`: a folder of reports, or a store itself, a database too. Throws a ProblemError. */
export async function openToRead(place: string): Promise<Store> {
  if (isDatabase(place)) return (await import('./postgres/index.ts')).postgresStore(place, 'read');
  return sqliteStore(isFolder(place) ? join(place, STORE_FILE) : place, 'read');
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Throws a ProblemError where it cannot be made. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ProblemError({ code: 'output-unwritable', source: path, detail: code ?? message }, error);
  }
}

export type { DrawingFilter, DrawingRow, Store, Totals } from './types.ts';

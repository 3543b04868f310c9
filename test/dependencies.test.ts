import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The way a mail goes: a folder may use those before it, and the problems' words. */
const FLOW = ['ingest', 'extract', 'scenario', 'sim', 'judge', 'report', 'batch', 'cli'];
/** These also run in a browser. */
const BROWSER = ['extract', 'scenario', 'sim', 'judge', 'report'];
const SHARED = ['problems.ts', 'problem-texts.ts'];
/** Packages that need Node. picocolors has a build for browsers. */
const NODE_PACKAGES = ['commander', 'mailparser', 'piscina', 'libsql', 'pg', 'pg-boss'];

type Import = {
  readonly file: string;
  readonly folder: string;
  readonly to: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
};

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm;
const LAZY_IMPORT = /\bimport\('([^']+)'\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const folder = file.split('/')[1] ?? '';
  return [
    ...[...text.matchAll(IMPORT)].map(([, type, to = '']) => ({
      ...{ file, folder, to, typeOnly: type !== undefined, lazy: false },
    })),
    ...[...text.matchAll(LAZY_IMPORT)].map(([, to = '']) => ({ file, folder, to, typeOnly: false, lazy: true })),
  ];
}

/** Files below a folder of the project, as paths from its root. */
function filesOf(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

const files = filesOf('src').filter((file) => file.endsWith('.ts'));
const imports = files.flatMap(importsOf);
const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** `src/judge/types.ts` for `../judge/types.ts` in a file of src/report. */
const target = ({ file, to }: Import): string => relative(ROOT, join(ROOT, dirname(file), to));
const show = (found: readonly Import[]): string[] => found.map(({ file, to }) => `${file} imports ${to}`);

describe('the folders of src', () => {
  it('are those of the design, and imports are found in all of them', () => {
    const folders = new Set(files.filter((file) => file.split('/').length > 2).map((file) => file.split('/')[1]));
    expect([...folders].filter((folder) => !FLOW.includes(folder ?? ''))).toEqual([]);
    expect(new Set(imports.map(({ folder }) => folder)).size).toBeGreaterThanOrEqual(folders.size);
  });

  it('use only folders before them', () => {
    const wrong = imports.filter((found) => {
      if (!found.to.startsWith('.')) return false;
      const [, folder = ''] = target(found).split('/');
      if (SHARED.includes(folder)) return false;
      // The problems' words themselves stand below all folders.
      if (SHARED.includes(found.folder)) return true;
      return FLOW.indexOf(folder) === -1 || FLOW.indexOf(folder) > FLOW.indexOf(found.folder);
    });
    expect(show(wrong)).toEqual([]);
  });

  it('import files by their names, extension included', () => {
    const wrong = imports.filter((found) => found.to.startsWith('.') && !files.includes(target(found)));
    expect(show(wrong)).toEqual([]);
  });

  it('that also run in a browser need nothing of Node', () => {
    const wrong = imports.filter(({ folder, to, typeOnly }) => {
      if (!BROWSER.includes(folder) || typeOnly) return false;
      return to.startsWith('node:') || builtinModules.includes(to) || NODE_PACKAGES.includes(to.split('/')[0] ?? '');
    });
    expect(show(wrong)).toEqual([]);
    // Nor by a value of ingest, which reads files.
    const ofIngest = imports.filter(
      (found) => BROWSER.includes(found.folder) && !found.typeOnly && target(found).startsWith('src/ingest/'),
    );
    expect(show(ofIngest)).toEqual([]);
    const globals = files.filter((file) => {
      const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return BROWSER.includes(file.split('/')[1] ?? '') && /\b(?:process|Buffer|require|__dirname)\b\s*[.(]/.test(code);
    });
    expect(globals).toEqual([]);
  });

  it('load what talks to a database only for who has one', () => {
    const loaded = new Set(['src/cli/main.ts', 'src/batch/scan/index.ts', 'src/batch/store/index.ts']);
    for (const file of loaded) {
      const needed = imports.filter((found) => found.file === file && !found.typeOnly && !found.lazy);
      for (const found of needed.filter(({ to }) => to.startsWith('.'))) loaded.add(target(found));
    }
    expect(loaded).toContain('src/batch/store/sqlite.ts');
    expect([...loaded].filter((file) => file.startsWith('src/batch/store/postgres/'))).toEqual([]);
    const talking = imports.filter(({ to }) => ['pg', 'pg-boss'].includes(to)).map(({ file }) => dirname(file));
    expect(new Set(talking)).toEqual(new Set(['src/batch/store/postgres']));
  });

  it('use only packages that users get', () => {
    const wrong = imports.filter(({ to, typeOnly }) => {
      if (typeOnly || to.startsWith('.') || to.startsWith('node:')) return false;
      const name = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : to.split('/')[0];
      return !(name !== undefined && name in dependencies);
    });
    expect(show(wrong)).toEqual([]);
  });
});

describe('the repository', () => {
  it('names no registry, so that it installs from whichever one npm is set to', () => {
    const top = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
    const folders = ['src', 'test', 'bench', 'scripts', 'web', 'docs', 'corpus', '.ci'];
    const named = [...top, ...folders.flatMap(filesOf)]
      .filter((file) => file !== relative(ROOT, fileURLToPath(import.meta.url)))
      .filter((file) => {
        const text = readFileSync(join(ROOT, file), 'utf8');
        return /https?:\/\/[^\s"']*(?:registry|npmjs|artifactory|verdaccio|nexus)|^registry\s*=|"resolved":\s*"http/m.test(
          text,
        );
      });
    expect(named).toEqual([]);
  });

  it('pins every package by its content', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const loose = Object.entries<{ integrity?: string; link?: boolean }>(packages)
      .filter(([path, { integrity, link }]) => path !== '' && integrity === undefined && link !== true)
      .map(([path]) => path);
    expect(loose).toEqual([]);
  });
});

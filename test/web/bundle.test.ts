import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const { WEB_BUNDLING } = (await import(new URL('../../scripts/web.mjs', import.meta.url).href)) as {
  WEB_BUNDLING: Parameters<typeof build>[0];
};
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the page', () => {
  test('is built for a browser, of what runs in one', async () => {
    const { metafile, errors } = await build({ ...WEB_BUNDLING, outdir: 'dist/web', write: false, metafile: true });
    expect(errors).toEqual([]);
    const inputs = Object.keys(metafile?.inputs ?? {});
    expect(inputs).toContain('src/judge/index.ts');
    expect(inputs.filter((path) => /^src\/(?:ingest|batch|cli)\/|mailparser|commander/.test(path))).toEqual([]);
    const imports = Object.values(metafile?.outputs ?? {}).flatMap((output) => output.imports);
    expect(imports).toEqual([]);
  });

  test('loads nothing from elsewhere and takes no text for HTML', () => {
    const html = read('web/index.html');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:\/\//);
    for (const name of ['main', 'mount', 'race-editor', 'client']) {
      expect(read(`web/${name}.ts`)).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc/);
    }
  });

  test('names every control', () => {
    const html = read('web/index.html');
    for (const [, id] of html.matchAll(/<(?:select|textarea)[^>]* id="(\w+)"/g)) expect(html).toContain(`for="${id}"`);
    for (const [, id] of read('web/main.ts').matchAll(/byId\('(\w+)'/g)) expect(html).toContain(`id="${id}"`);
  });
});

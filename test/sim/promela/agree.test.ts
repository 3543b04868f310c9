import { describe, expect, it } from 'vitest';
import { agree, generated } from './agreement.ts';
import { missingTool } from './spin.ts';

const missing = missingTool();

/** The small version of `npm run agree`. */
describe.skipIf(missing !== null)(`agreement with Spin${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  it('every answer about 30 generated scenarios is the same', { timeout: 120_000 }, async () => {
    const { differences, reachable, ends } = await agree(generated(30, Number(process.env.SEED ?? 3)), 1);
    expect(differences).toEqual([]);
    expect(reachable.size).toBeGreaterThan(3);
    expect(ends).toBeGreaterThan(20);
  });
});

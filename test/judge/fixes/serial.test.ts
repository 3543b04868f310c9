import { describe, expect, it } from 'vitest';
import { isSerial } from '../../../src/judge/fixes/serial.ts';
import { race } from '../judged.ts';

const scenario = (left: readonly string[], right: readonly string[]) =>
  race(
    [
      'scenario "two lanes"',
      'lock l',
      'cell x = 0',
      'lane A',
      ...left.map((step, at) => `  ${at + 1}:1 ${step}`),
      'lane B',
      ...right.map((step, at) => `  ${at + 1}:2 ${step}`),
    ].join('\n'),
  );
const LOCKED = ['lock l', 'x = 2', 'unlock l'];

describe('a step under the lock of everything else', () => {
  it('is serial where both lanes do all under it', () => {
    expect(isSerial('2:1', scenario(['lock l', 'x = 1', 'unlock l'], LOCKED))).toBe(true);
  });

  it('is not behind its unlock', () => {
    expect(isSerial('3:1', scenario(['lock l', 'unlock l', 'x = 1'], LOCKED))).toBe(false);
  });

  it('is not where the other lane does something without the lock', () => {
    expect(isSerial('2:1', scenario(['lock l', 'x = 1', 'unlock l'], ['x = 2', ...LOCKED]))).toBe(false);
  });

  it('is not where it holds the lock shared', () => {
    expect(isSerial('2:1', scenario(['lock l shared', 'x = 1', 'unlock l'], LOCKED))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../src/batch/scan/share.ts';
import type { ArchivePart } from '../../../src/ingest/archive/types.ts';

const part = (name: string, size: ArchivePart['size']): ArchivePart => ({ name, size, read: async function* () {} });

describe('the share of an archive that is read', () => {
  it('goes by bytes', () => {
    const one = part('a.mbox', { bytes: 300 });
    const other = part('b.mbox', { bytes: 100 });
    const share = shareOf([one, other]);
    share.read(one, 1, 100);
    expect(share.now()).toBe(0.25);
    share.read(one, 1, 100);
    expect(share.now()).toBe(0.5);
  });

  it('counts what is over as read, however little was left of it', () => {
    const one = part('a.mbox', { bytes: 300 });
    const other = part('b.mbox', { bytes: 100 });
    const share = shareOf([one, other]);
    share.read(one, 1, 10);
    share.read(other, 1, 50);
    expect(share.now()).toBe(0.875);
  });

  it('counts a message as many bytes as those before had on average', () => {
    const repository = part('0.git', { messages: 10 });
    const share = shareOf([repository]);
    share.read(repository, 2, 5000);
    expect(share.now()).toBe(0.2);
  });

  it('is not known where a size is not, nor before anything is read', () => {
    const file = part('a.mbox', { bytes: 100 });
    const input = part('-', null);
    const share = shareOf([file, input]);
    share.read(file, 1, 50);
    expect(share.now()).toBeNull();
    expect(shareOf([part('0.git', { messages: 3 })]).now()).toBeNull();
  });

  it('is never over 1', () => {
    const file = part('a.mbox', { bytes: 100 });
    const share = shareOf([file]);
    share.read(file, 9, 900);
    expect(share.now()).toBe(1);
  });
});

import type { ArchivePart } from '../../ingest/archive/types.ts';

/** How much of the parts is read, from 0 to 1. A message counts as many bytes as those read had on average. */
export type Share = {
  readonly read: (part: ArchivePart, messages: number, bytes: number) => void;
  /** Null where a size is not known. */
  readonly now: () => number | null;
};

export function shareOf(parts: readonly ArchivePart[]): Share {
  const done = new Map<string, { messages: number; bytes: number }>();
  const total = { messages: 0, bytes: 0 };
  let current: string | null = null;
  return {
    read({ name }, messages, bytes) {
      const own = done.get(name) ?? { messages: 0, bytes: 0 };
      done.set(name, { messages: own.messages + messages, bytes: own.bytes + bytes });
      total.messages += messages;
      total.bytes += bytes;
      current = name;
    },
    now() {
      const average = total.messages === 0 ? 0 : total.bytes / total.messages;
      const reading = parts.findIndex(({ name }) => name === current);
      let [whole, read] = [0, 0];
      for (const [index, { name, size }] of parts.entries()) {
        if (size === null) return null;
        const bytes = 'bytes' in size ? size.bytes : size.messages * average;
        whole += bytes;
        // those before were read to their end, whatever was left of them
        read += index < reading ? bytes : Math.min(bytes, done.get(name)?.bytes ?? 0);
      }
      return whole === 0 ? null : read / whole;
    },
  };
}

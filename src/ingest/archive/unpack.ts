import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import * as xz from 'xz-decompress';

/** Packed archives, by their first bytes: how the stream is unpacked. */
export type Packing = {
  readonly name: string;
  readonly unpack: (packed: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;
};

const PACKINGS: readonly (Packing & { readonly magic: Buffer })[] = [
  { name: 'gzip', magic: Buffer.from([0x1f, 0x8b]), unpack: gunzip },
  { name: 'xz', magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]), unpack: unxz },
  { name: 'zstd', magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), unpack: unzstd },
];

/** What the first bytes say; null where they are not packed. */
export function packingOf(head: Buffer): Packing | null {
  return PACKINGS.find(({ magic }) => head.subarray(0, magic.length).equals(magic)) ?? null;
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(packed);
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    for await (const chunk of unpacked) yield chunk as Buffer;
  } finally {
    source.destroy();
  }
}

// it is CommonJS, whose names Node does not see
const { XzReadableStream } = 'default' in xz ? (xz.default as typeof xz) : xz;

async function* unxz(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = new XzReadableStream(Readable.toWeb(Readable.from(packed)) as ReadableStream);
  for await (const chunk of Readable.fromWeb(stream as never)) yield Buffer.from(chunk as Uint8Array);
}

async function* unzstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let ready: Buffer[] = [];
  let isWhole = false;
  const stream = new Decompress((chunk, isLast) => {
    if (chunk.length > 0) ready.push(Buffer.from(chunk));
    isWhole = isLast === true;
  });
  // one packed chunk may unpack to much: it is fed in small ones
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += SMALL) {
      stream.push(chunk.subarray(at, at + SMALL));
      yield* ready;
      ready = [];
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
  if (!isWhole) throw new Error('unexpected end of file');
}
const SMALL = 64 * 1024;

import { finished, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type Packing = 'gz' | 'xz' | 'zst';

/** The bytes of a compressed file; several members one after another are one file. Throws where it is damaged. */
export function unpacked(file: Readable, packing: Packing): AsyncIterable<Buffer> {
  return { gz: gunzip, xz: unxz, zst: unzstd }[packing](file);
}

async function* gunzip(file: Readable): AsyncGenerator<Buffer> {
  const plain = createGunzip({ chunkSize: 1 << 18 });
  file.on('error', (error) => plain.destroy(error));
  finished(plain, () => file.destroy());
  file.pipe(plain);
  yield* plain as AsyncIterable<Buffer>;
}

async function* unxz(file: Readable): AsyncGenerator<Buffer> {
  const module = await import('xz-decompress');
  // it is CommonJS, whose names Node does not see
  const { XzReadableStream } = 'default' in module ? (module.default as typeof module) : module;
  const plain = new XzReadableStream(Readable.toWeb(file) as ReadableStream);
  for await (const chunk of plain as unknown as AsyncIterable<Uint8Array>) yield Buffer.from(chunk);
}

/** Fed in small pieces, for little that is packed may be much that is not. */
const PIECE = 1 << 16;

async function* unzstd(file: Readable): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  let isWhole = false;
  const stream = new Decompress((chunk, isLast) => {
    if (chunk.length > 0) ready.push(Buffer.from(chunk));
    isWhole = isLast === true;
  });
  for await (const chunk of file as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      stream.push(chunk.subarray(at, at + PIECE));
      yield* ready;
      ready = [];
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
  if (!isWhole) throw new Error('it ends too early');
}

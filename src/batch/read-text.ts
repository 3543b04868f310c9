import { ingestFile } from '../ingest/index.ts';
import type { Problem } from '../problems.ts';

/** Bytes of a `.race` file; one that a person reads is a thousand times smaller. */
const LIMIT = 4 * 1024 * 1024;

/** Reads a text file (`-` is standard input) as it stands, with the same problems as a mail. */
export async function readText(
  source: string,
  standardInput?: AsyncIterable<Buffer | string>,
  limit = LIMIT,
): Promise<string | readonly Problem[]> {
  const { messages, problems } = await ingestFile(source, {
    limit,
    as: 'text',
    ...(standardInput === undefined ? {} : { standardInput }),
  });
  const message = messages[0];
  return message === undefined ? problems : message.lines.map((line) => `${line}\n`).join('');
}

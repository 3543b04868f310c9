import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extractMessage } from '../src/extract/index.ts';
import type { Diagram } from '../src/extract/types.ts';
import { readMail } from '../src/ingest/mail.ts';
import { BUILD, ROOT } from './threadjudge.ts';

/**
 * npm run eval -- --archive [HITS]: finds the drawings of a whole list archive and prints some of them, drawn by a fixed chance, for a
 * person to read: what part of them are drawings is the precision that no label tells.
 */
const BUNDLE = join(ROOT, '..', 'shared', 'archive', 'linux-raid.v2.bundle');
const HITS = 60;

type Hit = {
  readonly mail: number;
  readonly subject: string;
  readonly diagram: Diagram;
  readonly lines: readonly string[];
};

export async function readArchive(wanted = HITS): Promise<void> {
  const folder = join(BUILD, 'archive.git');
  if (!existsSync(folder)) git('clone', '--quiet', '--bare', BUNDLE, folder);
  const commits = git('--git-dir', folder, 'log', '--reverse', '--format=%H').trim().split('\n');
  const hits: Hit[] = [];
  let mails = 0;
  for await (const bytes of blobs(
    folder,
    commits.map((commit) => `${commit}:m`),
  )) {
    const message = await readMail(bytes, `mail ${++mails}`);
    if ('code' in message) continue;
    const { diagrams } = extractMessage(message);
    for (const diagram of diagrams)
      hits.push({ mail: mails, subject: message.subject ?? '', diagram, lines: message.lines });
  }
  console.log(`${mails} mails, ${hits.length} drawings`);
  for (const hit of chosen(hits, wanted)) print(hit);
}

/** The same hits in each run: each next one by a linear congruential generator (Park and Miller). */
function chosen(hits: Hit[], wanted: number): Hit[] {
  const left = [...hits];
  const result: Hit[] = [];
  for (let seed = 1; left.length > 0 && result.length < wanted; ) {
    seed = (seed * 48_271) % 2_147_483_647;
    result.push(...left.splice(seed % left.length, 1));
  }
  return result.sort((a, b) => a.mail - b.mail);
}

function print({ mail, subject, diagram, lines }: Hit): void {
  const [first, last] = diagram.lines;
  console.log(
    `\n== mail ${mail}, lines ${first} to ${last}, ${diagram.notation}, ${diagram.lanes.join(' | ')}: ${subject}`,
  );
  for (const line of lines.slice(first - 1, Math.min(last, first + 40))) console.log(`   ${line}`);
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  return stdout;
}

/** The objects of those names, in order, through one `git cat-file`. */
async function* blobs(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
  const child = spawn('git', ['--git-dir', folder, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(names.map((name) => `${name}\n`).join(''));
  let rest = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const end = rest.indexOf(10);
      if (end < 0) break;
      const [, type, size] = rest.toString('utf8', 0, end).split(' ');
      if (type === 'missing') {
        rest = rest.subarray(end + 1);
        continue;
      }
      const behind = end + 1 + Number(size) + 1;
      if (rest.length < behind) break;
      yield rest.subarray(end + 1, behind - 1);
      rest = rest.subarray(behind);
    }
  }
}

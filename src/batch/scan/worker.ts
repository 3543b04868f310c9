import { workerData } from 'node:worker_threads';
import { extractDrawn } from '../../extract/index.ts';
import { readMail } from '../../ingest/mail.ts';
import { judgeMessage } from '../../judge/index.ts';
import { problemMessage } from '../../problem-texts.ts';
import type { Problem } from '../../problems.ts';
import { evidenceOf } from '../../report/archive/evidence.ts';
import { messageJson } from '../../report/json/json.ts';
import { readLexicons } from '../lexicons.ts';
import type { JudgeTask, WorkerData, WorkerResult } from './types.ts';

/** A worker of the pool: decodes, reads and judges one mail at a time. What it knows beside the mail came with the thread. */
const { bounds, lexicons } = workerData as WorkerData;
const ready = readLexicons(lexicons);

export default async function judgeMail({ source, bytes }: JudgeTask): Promise<WorkerResult> {
  const message = await readMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), source);
  if ('code' in message) return { judged: null, problems: [asJson(message)] };
  const read = await ready;
  const { subject, date, lines } = message;
  const extraction = extractDrawn({ subject, date, lines }, { tables: 'tables' in read ? read.tables : [] });
  const problems = message.problems.map(asJson);
  // what no drawing stands in is only told by its envelope
  if (extraction === null) return { judged: null, problems };
  const judged = judgeMessage(message, extraction, { bounds });
  return { judged: { message: messageJson(judged), evidence: judged.diagrams.map(evidenceOf) }, problems };
}

const asJson = (problem: Problem): WorkerResult['problems'][number] => ({
  source: problem.source ?? '',
  code: problem.code,
  message: problemMessage(problem),
  line: problem.line ?? null,
  column: problem.column ?? null,
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outputProblem, writeOutput } from '../../src/batch/output.ts';
import { inputFolder } from '../ingest/inputs.ts';

const { path, write } = inputFolder();

describe('writing a report', () => {
  it('makes a new file', async () => {
    expect(await outputProblem(path('new.md'), false)).toBeNull();
    expect(await writeOutput(path('new.md'), 'report', false)).toBeNull();
    expect(readFileSync(path('new.md'), 'utf8')).toBe('report');
  });

  it('writes over nothing unless told to', async () => {
    const old = write('old.md', 'old');
    expect(await outputProblem(old, false)).toEqual({ code: 'output-exists', source: old });
    expect(await writeOutput(old, 'new', false)).toEqual({ code: 'output-exists', source: old });
    expect(readFileSync(old, 'utf8')).toBe('old');
    expect(await outputProblem(old, true)).toBeNull();
    expect(await writeOutput(old, 'new', true)).toBeNull();
    expect(readFileSync(old, 'utf8')).toBe('new');
  });

  it('says where it cannot write', async () => {
    const nowhere = path('no/such/folder/report.md');
    expect(await writeOutput(nowhere, 'x', false)).toMatchObject({ code: 'output-unwritable', source: nowhere });
  });
});

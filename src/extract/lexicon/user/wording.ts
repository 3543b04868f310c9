import { z } from 'zod';
import { LIMITS } from './limits.ts';
import type { Path } from './yaml.ts';

/** What zod found, in the words of a lexicon file. Schemas that say their own words (values.ts) come through as they are. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there are ${keysOf(issue.inst).join(', ')}`;
    case 'invalid_value':
      if (issue.input === undefined) return `is missing: ${issue.values.join(', ')}`;
      return `${shown(issue.input)} is none of ${issue.values.join(', ')}`;
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `${WANTED[issue.expected] ?? issue.expected} is wanted here, not ${shown(issue.input)}`;
    default:
      return undefined;
  }
};

const WANTED: Readonly<Record<string, string>> = { object: 'a map (key: value)', array: 'a list', string: 'a text' };

function shown(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a map';
  const text = String(input);
  return text === '' ? 'nothing' : text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const keysOf = (schema: unknown): string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

/** One thing to tell: the way to what is wrong, and the key where a key is. */
export type Told = { readonly path: Path; readonly key?: string; readonly detail: string };

/** An error for each thing that is wrong: unknown keys one by one, what is missing by its name. */
export function tell(issues: readonly z.core.$ZodIssue[]): Told[] {
  return issues.flatMap((issue): Told[] => {
    const { path, message } = issue;
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : undefined;
    const passedOn = issue.code === 'custom' ? (issue.params?.keys as readonly string[] | undefined) : undefined;
    const unknown = keys ?? passedOn;
    // no more than are listed: a place is looked for in all keys
    if (unknown)
      return unknown
        .slice(0, LIMITS.errors)
        .map((key) => ({ path, key, detail: `there is no key ${key} here: ${message}` }));
    if (!message.startsWith('is missing')) return [{ path, detail: message }];
    return [{ path: path.slice(0, -1), detail: `${String(path.at(-1) ?? 'everything')} ${message}` }];
  });
}

type Context = { addIssue: (issue: z.core.$ZodRawIssue<z.core.$ZodIssueCustom>) => void };

/** Reads a part with a schema that was chosen by what stands there; what is wrong is told as that of the whole. */
export function readPart<Output>(schema: z.ZodType<Output>, part: unknown, context: Context): Output {
  const read = schema.safeParse(part, { error: wording });
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const params = issue.code === 'unrecognized_keys' ? { keys: issue.keys } : {};
    context.addIssue({ code: 'custom', message: issue.message, path: issue.path, params, input: part });
  }
  return z.NEVER;
}

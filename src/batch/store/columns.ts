/** The columns that are written, in the order in which `rows.ts` gives their values. What is not named here the database fills in. */
export const COLUMNS = {
  mails: [
    ...['digest', 'part', 'source', 'message_id', 'thread_key', 'series_key', 'in_reply_to', 'reference_ids'],
    ...['subject', 'author', 'date', 'list', 'bytes', 'judged_by'],
  ],
  mentions: [
    ...['mail', 'number', 'first_line', 'last_line', 'quoted', 'notation', 'kind'],
    ...['verdict', 'failure', 'failure_line', 'reason', 'json', 'evidence'],
  ],
  steps: [
    ...['mail', 'number', 'position', 'line', 'lane', 'text', 'op', 'object', 'rule'],
    ...['understood', 'relevant'],
  ],
  fixes: ['mail', 'number', 'position', 'source', 'kind', 'text', 'verdict', 'reason'],
  claims: [
    ...['mail', 'position', 'line', 'text', 'type', 'polarity', 'hedge', 'about'],
    ...['verdict', 'reason', 'json'],
  ],
  errors: ['part', 'source', 'code', 'message', 'line'],
} as const;

export type WrittenTable = keyof typeof COLUMNS;

import type { Problem, ProblemCode } from './problems.ts';

/** What happened, and what to do about it: one row a code. `{}` stands for the problem's detail. */
const TEXTS: Readonly<Record<ProblemCode, { readonly what: string; readonly advice: string }>> = {
  'file-missing': { what: 'no such file', advice: 'check the path' },
  'file-unreadable': { what: 'cannot be read ({})', advice: 'check its permissions' },
  'file-is-directory': { what: 'is a directory', advice: 'name the files in it, for example DIR/*.eml' },
  'file-empty': { what: 'is empty', advice: 'save the mail again' },
  'file-binary': { what: 'is not text ({})', advice: 'give a mail, an mbox or a plain text' },
  'file-too-large': {
    what: 'is larger than the limit of {}',
    advice: 'cut what matters out of it; --max-mail raises the limit of mails',
  },
  'mail-truncated': { what: 'ends inside a MIME part ({})', advice: 'fetch the whole mail; what is there was judged' },
  'mail-malformed': { what: 'cannot be decoded as a mail ({})', advice: 'save it as .eml or plain text' },
  'mail-no-text': { what: 'has no text part', advice: 'give a mail with a text/plain or text/html part' },
  'charset-unknown': {
    what: 'names the unknown charset "{}"',
    advice: 'save it as UTF-8; it was read as if it were UTF-8',
  },
  'nothing-to-judge': {
    what: 'holds no drawing that was recognised',
    advice: 'run judges .race files; README.md says what is read in mails',
  },
  'race-no-race': { what: 'is no .race text', advice: 'check judges mails, run judges what explain prints' },
  'race-syntax': { what: '{}', advice: 'see docs/race-language.md' },
  'race-unknown-name': { what: 'nothing is declared as "{}"', advice: 'declare it above the lanes' },
  'race-unknown-verb': { what: 'there is no statement "{}"', advice: 'see docs/race-language.md for the statements' },
  'race-unheld': { what: '{}', advice: 'take it before, or declare it as held: = LANE' },
  'race-limit': { what: '{}', advice: 'make the scenario smaller' },
  'litmus-no-litmus': {
    what: 'is no litmus test in C',
    advice: 'its first line is "C" and a name, see docs/memory-model.md',
  },
  'litmus-syntax': { what: '{}', advice: 'see docs/memory-model.md' },
  'litmus-unsupported': { what: 'not supported: {}', advice: 'docs/memory-model.md lists what is' },
  'litmus-limit': { what: '{}', advice: 'make the test smaller; docs/memory-model.md has the limits' },
  'litmus-bound': {
    what: 'not every execution was looked at: {}',
    advice: 'raise --max-choices or --max-time, or make the test smaller',
  },
  'not-a-litmus-test': {
    what: 'cannot be said as a litmus test: {}',
    advice: 'docs/memory-model.md says what can',
  },
  'answer-unused': {
    what: 'what was assumed is about no one step of a drawing, or is not understood: "{}"',
    advice: "write 'LINE: what it does', in the words of a cell; README.md has examples",
  },
  'lexicon-syntax': { what: 'this is not the YAML of a lexicon: {}', advice: 'see docs/lexicon.md' },
  'lexicon-invalid': { what: '{}', advice: 'see docs/lexicon.md' },
  'archive-damaged': {
    what: 'is damaged ({}); what can be read of it is read',
    advice: 'fetch it again, and scan again: it goes on from there',
  },
  'archive-unsupported': {
    what: 'is of a kind that scan does not read ({})',
    advice: 'see docs/scan.md for those it does',
  },
  'archive-no-list': {
    what: 'is a repository without messages ({})',
    advice: 'give a public-inbox v2 repository: LIST, LIST/git or LIST/git/0.git',
  },
  'archive-mail-missing': {
    what: 'cannot be had from the repository ({}); it was left out',
    advice: 'the message was removed from the archive, or git fsck will tell more',
  },
  'git-failed': { what: 'git cannot read this ({})', advice: 'is git installed, and the repository whole (git fsck)?' },
  'store-missing': { what: 'there is no store', advice: 'make one with threadjudge scan' },
  'store-in-use': { what: 'is in use by another scan', advice: 'wait for its end, or give another --out' },
  'store-unreadable': {
    what: 'cannot be used as a store ({})',
    advice: 'give another --out or --store, or move it away',
  },
  'store-full': {
    what: 'cannot grow: the disk is full; all that was written before is there',
    advice: 'make room and run the scan again: it goes on from there',
  },
  'store-newer': { what: 'was made by a newer threadjudge ({})', advice: 'use that one, or give another --out' },
  'store-foreign': { what: 'is no store of this threadjudge ({})', advice: 'give another --out' },
  'store-other-selection': {
    what: 'was made with other choices of mails ({})',
    advice: 'give the same --since, --until, --list and --subject, or another --out',
  },
  'output-exists': { what: 'exists already', advice: 'give --force to write over it' },
  'output-unwritable': { what: 'cannot be written ({})', advice: 'check the folder and its permissions' },
  usage: { what: '{}', advice: 'see threadjudge --help' },
  internal: { what: 'threadjudge failed on this input ({})', advice: 'run again with --debug and report it' },
};

/** The problem without its place: "names the unknown charset "x"; save it as UTF-8". One line. */
export function problemMessage(problem: Problem): string {
  const { what, advice } = TEXTS[problem.code];
  const detail = (problem.detail ?? '').replace(/\s+/g, ' ').trim();
  return `${what.replace('{}', () => detail)}; ${advice}`;
}

/** One line for standard error: `file:line:column: message`. */
export function problemLine(problem: Problem): string {
  const line = placeAndMessage(problem);
  // Names of files and words of a mail may hold what drives a terminal.
  return line.replace(/\p{Cc}/gu, '\ufffd');
}

function placeAndMessage(problem: Problem): string {
  const place = [problem.source, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return place === '' ? problemMessage(problem) : `${place}: ${problemMessage(problem)}`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCase } from '../../corpus-reader.ts';

/** Tests run in the project's folder, bundled or not. */
const CORPUS = 'corpus';

/** The mails of the corpus, each with an answer that quotes it whole, so often over: threads of two, as mails of an archive. */
export function sampleMails(times: number): readonly string[] {
  const mails = readdirSync(CORPUS)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => readCase(readFileSync(join(CORPUS, file), 'utf8')).mail);
  return Array.from({ length: times }, (_, round) =>
    mails.flatMap((mail, index) => pair(mail, `${round}.${index}`)),
  ).flat();
}

/** The same as one mbox. */
export function sampleMbox(times: number): string {
  return sampleMails(times)
    .map((mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail.replace(/^(>*From )/gm, '>$1')}\n`)
    .join('');
}

function pair(mail: string, name: string): [string, string] {
  const end = mail.indexOf('\n\n');
  const header = mail.slice(0, end).replace(/^Message-ID:.*\n?/im, '');
  const body = mail.slice(end + 2);
  const id = `<${name}@example.org>`;
  const subject = /^Subject: (.*)/im.exec(header)?.[1] ?? '';
  const answer = `From: An Answerer <answerer@example.org>
Subject: Re: ${subject}
Date: Tue, 4 Jun 2024 10:00:00 +0000
Message-ID: <answer-${name}@example.org>
In-Reply-To: ${id}
References: ${id}

> ${body.trimEnd().replaceAll('\n', '\n> ')}

This cannot happen.
`;
  return [`${header.trimEnd()}\nMessage-ID: ${id}\n\n${body}`, answer];
}

import { type Client, engineClient } from './client.ts';
import { EXAMPLES } from './examples.ts';
import { mount } from './mount.ts';
import { raceEditor } from './race-editor.ts';
import type { Answer, PageReport } from './types.ts';
import { problemsView, reportView, summaryLine } from './view/report.ts';

/** The page: what is pasted at the left, what became of it at the right. */

/** Milliseconds without a key before the text is judged. */
const PAUSE = 350;
/** Characters; who has more wants the command line. */
const LARGEST = 2_000_000;

function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const node = document.getElementById(id);
  if (!(node instanceof kind)) throw new Error(`the page has no ${kind.name} called ${id}`);
  return node;
}

const page = {
  form: byId('form', HTMLFormElement),
  mail: byId('mail', HTMLTextAreaElement),
  example: byId('example', HTMLSelectElement),
  file: byId('file', HTMLInputElement),
  live: byId('live', HTMLInputElement),
  place: byId('place', HTMLSpanElement),
  status: byId('status', HTMLParagraphElement),
  copy: byId('copy', HTMLButtonElement),
  report: byId('report', HTMLDivElement),
};

const mailClient: Client = engineClient();
/** The report on the page, and how many lines of the pasted text stand above its body. */
let shown: PageReport | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function judge(): void {
  clearTimeout(timer);
  const text = page.mail.value;
  if (text.length > LARGEST) {
    page.status.textContent = 'This text is too long for the page; give it to the command line.';
    return;
  }
  if (text.trim() === '') {
    page.status.textContent = 'Nothing to judge yet.';
    show(null);
    return;
  }
  page.status.textContent = 'Judging…';
  page.report.setAttribute('aria-busy', 'true');
  mailClient.ask('mail', text, receive);
}

function receive({ result, time }: Answer): void {
  page.report.removeAttribute('aria-busy');
  if ('problems' in result) {
    page.status.textContent = 'This could not be judged.';
    show(null);
    page.report.append(mount(problemsView(result.problems)));
    return;
  }
  page.status.textContent = summaryLine(result.report, time);
  show(result.report);
}

function show(report: PageReport | null): void {
  shown = report;
  page.copy.hidden = report === null;
  page.report.replaceChildren();
  if (report === null) return;
  const view = mount(reportView(report));
  for (const place of view.querySelectorAll<HTMLElement>('[data-drawing]')) {
    const drawing = report.drawings[Number(place.dataset.drawing)];
    if (drawing !== undefined) place.replaceWith(raceEditor(drawing.race, Number(place.dataset.drawing)));
  }
  page.report.append(view);
}

/** Selects a line of the body where it stands in the pasted text. */
function jump(line: number): void {
  if (shown?.offset === null || shown === null) return;
  const lines = page.mail.value.split('\n');
  const index = shown.offset + line - 1;
  const begin = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0);
  const end = begin + (lines[index]?.length ?? 0);
  page.mail.focus();
  page.mail.setSelectionRange(begin, end);
  const height = page.mail.scrollHeight / Math.max(1, lines.length);
  page.mail.scrollTop = Math.max(0, height * index - page.mail.clientHeight / 2);
  page.mail.scrollLeft = 0;
}

function showPlace(): void {
  const above = page.mail.value.slice(0, page.mail.selectionStart).split('\n').length;
  const line = above - (shown?.offset ?? 0);
  page.place.textContent = shown?.offset === null || line < 1 ? '' : `line ${line} of the body`;
}

function take(text: string): void {
  page.mail.value = text;
  page.mail.scrollTop = 0;
  judge();
}

for (const [index, { title }] of EXAMPLES.entries()) page.example.add(new Option(title, String(index)));
page.example.add(new Option('(your own)', ''));
page.example.addEventListener('change', () => take(EXAMPLES[Number(page.example.value || Number.NaN)]?.text ?? ''));
page.file.addEventListener('change', async () => {
  const file = page.file.files?.[0];
  if (file === undefined) return;
  page.example.value = '';
  take(file.size > LARGEST ? '' : await file.text());
  if (file.size > LARGEST) page.status.textContent = 'This file is too long for the page; give it to the command line.';
  page.file.value = '';
});
page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  judge();
});
page.mail.addEventListener('input', () => {
  page.example.value = '';
  clearTimeout(timer);
  if (page.live.checked) timer = setTimeout(judge, PAUSE);
});
page.mail.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) judge();
});
document.addEventListener('selectionchange', showPlace);
page.report.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-line]') : null;
  if (button !== null) jump(Number(button.dataset.line));
});
page.copy.addEventListener('click', async () => {
  if (shown === null) return;
  try {
    await navigator.clipboard.writeText(shown.plain);
    page.status.textContent = 'Copied.';
  } catch {
    page.status.textContent = 'The browser does not let this page copy.';
  }
});

take(EXAMPLES[0]?.text ?? '');

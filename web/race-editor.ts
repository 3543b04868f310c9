import { engineClient } from './client.ts';
import { mount } from './mount.ts';
import { drawingView } from './view/drawing.ts';
import { problemsView } from './view/report.ts';

const PAUSE = 350;

/** A drawing's scenario as text, to be changed and run again; below it what the changed one gives. */
export function raceEditor(race: string, number: number): HTMLElement {
  const box = document.createElement('details');
  box.className = 'editor';
  const id = `race-${number}`;
  const { text, run, undo, status, result } = parts(box, id);
  const client = engineClient();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const judge = () => {
    clearTimeout(timer);
    status.textContent = 'Running…';
    client.ask('race', text.value, ({ result: found, time }) => {
      if ('problems' in found) {
        status.textContent = 'The scenario has an error.';
        result.replaceChildren(mount(problemsView(found.problems)));
        return;
      }
      status.textContent = `Ran in ${Math.max(1, Math.round(time))} ms.`;
      result.replaceChildren(...found.report.drawings.map((drawing) => mount(drawingView(drawing, null, false))));
    });
  };
  text.value = race;
  text.rows = Math.min(40, race.split('\n').length + 1);
  text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(judge, PAUSE);
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) judge();
  });
  run.addEventListener('click', judge);
  undo.addEventListener('click', () => {
    text.value = race;
    status.textContent = '';
    result.replaceChildren();
    text.focus();
  });
  return box;
}

function parts(box: HTMLElement, id: string) {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, words = '') => {
    const node = document.createElement(tag);
    if (className !== '') node.className = className;
    node.textContent = words;
    return node;
  };
  const summary = make('summary', '', 'The scenario that was run: change it and run it again');
  const help = make(
    'p',
    'aside',
    'A line of a lane is a step: the place in the mail, then what it does. Take a lock away, move a step, change a first value, and see what comes of it.',
  );
  const labelled = make('label', 'unseen', 'The scenario as .race text');
  labelled.htmlFor = id;
  const text = make('textarea', '');
  text.id = id;
  text.spellcheck = false;
  text.wrap = 'off';
  const row = make('div', 'row');
  const run = make('button', '', 'Run');
  const undo = make('button', '', "Back to the mail's");
  for (const button of [run, undo]) button.type = 'button';
  const status = make('span', 'place');
  status.setAttribute('role', 'status');
  const result = make('div', 'result');
  row.append(run, undo, status);
  box.append(summary, help, labelled, text, row, result);
  return { text, run, undo, status, result };
}

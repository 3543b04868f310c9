import type { Answer, Ask } from './types.ts';

/** Asks the engine; the newest question wins, an older one is given up. */
export type Client = { readonly ask: (is: Ask['is'], text: string, then: (answer: Answer) => void) => void };

const ENGINE = 'engine.js';

export function engineClient(): Client {
  let worker: Worker | null | 'none' = null;
  let pending: { readonly ask: Ask; readonly then: (answer: Answer) => void } | null = null;
  let count = 0;

  const receive = (answer: Answer) => {
    if (pending?.ask.id !== answer.id) return;
    const { then } = pending;
    pending = null;
    then(answer);
  };
  const start = (): Worker | 'none' => {
    try {
      const started = new Worker(ENGINE);
      started.addEventListener('message', (event: MessageEvent<Answer>) => receive(event.data));
      // Some browsers refuse a worker to a page opened from a file only after they were asked for it.
      started.addEventListener('error', () => {
        worker = 'none';
        if (pending !== null) inPage(pending.ask, receive);
      });
      return started;
    } catch {
      return 'none';
    }
  };
  return {
    ask: (is, text, then) => {
      // A search cannot be interrupted; its worker can.
      if (pending !== null && worker !== null && worker !== 'none') {
        worker.terminate();
        worker = null;
      }
      pending = { ask: { id: ++count, is, text }, then };
      worker ??= start();
      if (worker === 'none') inPage(pending.ask, receive);
      else worker.postMessage(pending.ask);
    },
  };
}

type Engine = (ask: Ask) => Answer;
let loading: Promise<Engine> | null = null;

/** The engine in the page itself, loaded when it is first needed. */
function inPage(ask: Ask, receive: (answer: Answer) => void): void {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = ENGINE;
    script.onload = () => resolve((globalThis as unknown as { threadjudge: Engine }).threadjudge);
    script.onerror = () => reject(new Error(`${ENGINE} could not be loaded`));
    document.head.append(script);
  });
  loading.then(
    // After the page has drawn what it says while it waits.
    (engine) => setTimeout(() => receive(engine(ask)), 20),
    (error: Error) => receive({ id: ask.id, time: 0, result: { problems: [error.message] } }),
  );
}

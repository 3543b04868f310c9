import { answer } from './judging.ts';
import type { Ask } from './types.ts';

/**
 * The judge as a script of its own. In a worker it answers messages, so that the page stays awake and can stop it; where there is no
 * worker (a page opened from a file), the page loads it as a script and calls it.
 */
type Scope = { postMessage?: (message: unknown) => void; document?: unknown; threadjudge?: typeof answer };
const scope = globalThis as unknown as Scope;

if (scope.document === undefined) {
  addEventListener('message', (event: MessageEvent<Ask>) => scope.postMessage?.(answer(event.data)));
} else {
  scope.threadjudge = answer;
}

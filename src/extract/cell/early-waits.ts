import { closing } from './term.ts';

/**
 * A wait that a signal may end, drawn as one that does not end: it is the ordinary wait then.
 *
 *     wait_event_interruptible(q, ready)  <- blocks        wait_for_completion_killable(&x->done) (sleeps forever)
 */
const CALL = /\b(?:s?wait_event|io_wait_event|wait_var_event|wait_for_completion)\w{0,60} ?\(/;
const SIGNAL = /_(?:interruptible|killable|freezable)(?=_|\s|\()/;
const WAITS =
  /\b(?:blocks?|blocked|blocking|sleeps?|sleeping|asleep|waits|waiting|hangs?|stuck|forever|indefinitely)\b|\bnever (?:returns|woken|wakes|completes)\b/i;
const NOT_SO =
  /\b(?:not|no longer|without|instead|would|could|can|may|might|until signal|if)\b|n't\b|\bnever (?:blocks?|sleeps?|waits?)\b|\b(?:returns|interrupted|killed|fails)\b(?<!never returns)/i;

/** The cell's text with the wait by its ordinary name, where the drawing shows that it waits; else the text as it is. */
export function asShown(text: string, annotations: readonly string[]): string {
  const call = text.match(CALL);
  if (!call || call.index === undefined || !SIGNAL.test(call[0]) || /timeout/.test(call[0])) return text;
  const open = call.index + call[0].length - 1;
  const end = closing(text, open);
  const said = [text.slice(0, call.index), end < 0 ? '' : text.slice(end + 1), ...annotations];
  const shown = said.some((one) => WAITS.test(one)) && !said.some((one) => NOT_SO.test(one));
  return shown ? text.slice(0, call.index) + call[0].replace(SIGNAL, '') + text.slice(open + 1) : text;
}

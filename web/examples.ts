import bundled from '../corpus/bundled.eml';
import abba from '../corpus/deadlock-abba.md';
import lostWakeup from '../corpus/lost-wakeup.md';
import flat from '../corpus/notation-flat.md';
import useAfterFree from '../corpus/use-after-free.md';
import locked from '../corpus/use-after-free-locked.md';
import { mailOfCase } from './corpus-mail.ts';

/** What the page offers to begin with; the first is shown when it opens. */
export const EXAMPLES: readonly { readonly title: string; readonly text: string }[] = [
  { title: 'The bundled mail: a deferred TLB flush', text: bundled },
  { title: 'A use after free', text: mailOfCase(useAfterFree) },
  { title: 'The same with a lock that prevents it', text: mailOfCase(locked) },
  { title: 'Two locks taken in two orders', text: mailOfCase(abba) },
  { title: 'A lost wake-up', text: mailOfCase(lostWakeup) },
  { title: 'A drawing that lost its columns', text: mailOfCase(flat) },
];

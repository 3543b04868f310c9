import type { ClaimContent } from '../types.ts';
import { headPhrase, PRONOUN, plainPhrase } from './phrases.ts';

/**
 * What a phrase says to do (or what is done), as content that can be tried on a scenario:
 *
 *     take L across the whole ioctl            hold-lock L, scope "the whole ioctl"
 *     protect the list with L                  hold-lock L, scope "the list"
 *     move the update under L                  hold-lock L, scope "the update"
 *     move the free after the wait             move "the free" after "the wait"
 *     flush before unlocking                   move "flush" before "unlocking"
 *     dropping the counter, without X          without X
 *     use cancel_work_sync() instead           with "cancel_work_sync()"
 */

const HOLD =
  /\b(?:tak(?:e|es|en|ing)|took|hold(?:s|ing)?|held|grab(?:s|bing|bed)?|acquir(?:e|es|ed|ing)|keep(?:ing)?|extend(?:s|ing)?|wrap(?:s|ping)?) (?:(?:both|all|also|already|then|just) )?/i;
const SCOPE =
  / (?:across|around|over|during|throughout|for the (?:whole|entire|duration of)|while|when|whenever|before|until|in|for|to) /i;
const WIDE_SCOPE = / (?:across|around|over|during|throughout|for the whole|for the entire|for the duration of|while) /i;
/** "hold L for writing across …": how it is held is no part of its name, and no scope. */
const MODE =
  / (?:for (?:writ(?:e|ing)|read(?:ing)?)|in (?:writ(?:e|er|ing)|read(?:er|ing)?|shared|exclusive) mode|exclusively)(?![\w-])/i;
const PROTECT =
  /\b(?:protect(?:s|ed|ing)?|guard(?:s|ed|ing)?|serialis(?:e|es|ed|ing)|serializ(?:e|es|ed|ing)|synchronis(?:e|es|ed|ing)|synchroniz(?:e|es|ed|ing)|order(?:s|ed|ing)?|cover(?:s|ed|ing)?) /i;
const LOCK_WORD = /(?:lock|mutex|sem(?:aphore)?s?\b|rwsem|rcu|seq(?:count|lock)|rtnl|bkl\b)/i;
/** "keep preemption disabled over X": that keeps nobody out who runs elsewhere, so it is no lock. */
const OWN_CPU = /^(?:preempt\w*|interrupts?|irqs?|bottom halves|bhs?)\b/i;
const SHARED = /(?:_read\b|read_|_shared\b|\bread(?:ers?)?\b|\bshared\b|\brcu)/i;

const UNDONE =
  /\b(?:instead of|rather than|without|no longer|never|not|avoid(?:s|ing)?|stop(?:s|ping)?|don't|doesn't) (?:always |ever )?$/i;

/** A lock, and how much of what follows belongs to its name. Null where the words are of no lock and no wide scope says so. */
export function holdLock(phrase: string): ClaimContent | null {
  const verb = HOLD.exec(phrase);
  if (verb === null) return null;
  // "instead of holding L while walking the list, hold M": what is to be given up
  if (UNDONE.test(phrase.slice(0, verb.index)))
    return holdLock(phrase.slice(verb.index + verb[0].length).replace(/^.*?, /, ''));
  const said = phrase.slice(verb.index + verb[0].length);
  const rest = said.replace(MODE, '');
  const cut = SCOPE.exec(rest);
  const name = lockName(cut === null ? headPhrase(rest) : rest.slice(0, cut.index));
  const wide = cut !== null && WIDE_SCOPE.test(cut[0]);
  if (name === '' || OWN_CPU.test(name) || !(wide || LOCK_WORD.test(name))) return null;
  const scope = cut !== null && wide ? scopeOf(cut[0], rest.slice(cut.index + cut[0].length)) : null;
  return { is: 'hold-lock', lock: name, mode: modeOf(name, said), scope };
}

/** "X is protected by L", "serialised against Y with L", "X is only modified under L", "with L held". */
export function underLock(phrase: string): ClaimContent | null {
  const held =
    /\b(?:with|having) (.{1,80}?) (?:held|locked|taken)\b/i.exec(phrase) ??
    /(.{1,80}?) (?:is|are|be|being) (?:always |already |still |also )?held\b/i.exec(phrase);
  if (held !== null) return lockContent(held[1] ?? '', null, phrase);
  // "cannot happen due to L serializing X with Y", "only releases L after Y"
  const owed =
    /\b(?:due to|because of|thanks to) ([^,;]{1,60}?)(?: (?:protecting|serialis|serializ|guarding|being|held|that)|[.,;]|$)/i.exec(
      phrase,
    ) ?? /\b(?:releas|dropp?|unlock)\w* ([^,;]{1,40}?) (?:only )?(?:after|once) /i.exec(phrase);
  const owedLock = owed === null ? null : lockContent(owed[1] ?? '', null, phrase);
  if (owedLock !== null) return owedLock;
  const verb = PROTECT.exec(phrase);
  const by = / (?:by|with|via|under|inside|using|through) /i.exec(verb === null ? phrase : phrase.slice(verb.index));
  if (by === null) return null;
  const at = (verb?.index ?? 0) + by.index;
  const thing = verb === null ? '' : headPhrase(phrase.slice(verb.index + verb[0].length, at));
  return lockContent(phrase.slice(at + by[0].length), thing === '' ? null : thing, phrase);
}

function lockContent(words: string, scope: string | null, phrase: string): ClaimContent | null {
  const name = lockName(headPhrase(words.replace(SCOPE, ' , ')));
  if (name === '' || !LOCK_WORD.test(name)) return null;
  return { is: 'hold-lock', lock: name, mode: modeOf(name, phrase), scope };
}

/** The lock's own words: no article, and where several are named the last. Longer than a name is none: ''. */
function lockName(words: string): string {
  const last =
    plainPhrase(words)
      .split(/ (?:and|or|as|that|while|since|because|when|if) /)
      .at(-1) ?? '';
  const name = last
    .replace(/^(?:(?:the|a|an|its|that|this|both|same|matching|either) )+/i, '')
    .replace(/(?: (?:first|too|here|there|again|instead|as well|already|earlier|also))+$/i, '')
    .replace(/\(\)$/, '');
  return name.split(' ').length > 4 ? '' : name;
}

function modeOf(name: string, phrase: string): 'exclusive' | 'shared' {
  return SHARED.test(name) || /\bfor read(?:ing)?\b|\bin (?:read|shared) mode\b/i.test(phrase) ? 'shared' : 'exclusive';
}

/** "for the whole ioctl" keeps "the whole". */
function scopeOf(preposition: string, words: string): string {
  const kept = /for (the (?:whole|entire)) /i.exec(preposition)?.[1];
  const scope = headPhrase(
    words.replace(/ (?:rather than|instead of|so that|in order to|which|to (?:avoid|prevent|fix|close)) .*$/i, ''),
  );
  return kept === undefined ? scope : `${kept} ${scope}`;
}

const INTO =
  /\b(?:mov(?:e|es|ed|ing)|do(?:es|ing)?|did|put(?:s|ting)?|perform(?:s|ed|ing)?|run(?:s|ning)?|bring(?:s|ing)?) (.{1,80}?) (?:in(?:to|side)?(?: of)?|under(?:neath)?|within) /i;

/** "move it into L", "do the update under L", "inside the critical section of L". */
function intoLock(phrase: string): ClaimContent | null {
  const found = INTO.exec(phrase);
  if (found === null) return null;
  const words = phrase.slice(found.index + found[0].length).replace(/^(?:the )?critical section of /i, '');
  const what = plainPhrase(found[1] ?? '');
  return lockContent(words, PRONOUN.test(what) ? null : what, phrase);
}

const MOVE =
  /\b(?:mov(?:e|es|ed|ing)|shift(?:s|ing)?|defer(?:s|ring)?|delay(?:s|ing)?|postpon(?:e|es|ing)|call(?:s|ing)?|do(?:es|ing)?|run(?:s|ning)?|clear(?:s|ing)?|set(?:s|ting)?|put(?:s|ting)?) (.{1,120}?) (?:to (?:happen |run |be called )?|up |down |back |only |right |just |until )*(before|after|ahead of|in front of|above|below|past|prior to|until) /i;
const PLAIN_ORDER = /^(.{1,80}?) (before|after|prior to) /i;

export function moveStep(phrase: string): ClaimContent | null {
  const found = MOVE.exec(phrase) ?? PLAIN_ORDER.exec(phrase);
  if (found === null) return null;
  const anchor = headPhrase(phrase.slice(found.index + found[0].length).replace(/^(?:we|you|they) /i, ''));
  const what = plainPhrase(found[1] ?? '');
  if (what === '' || anchor === '') return null;
  const before = /before|ahead|front|above|prior/i.test(found[2] ?? '');
  return { is: 'move', what, where: before ? 'before' : 'after', anchor };
}

const REMOVE =
  /\b(?:remov(?:e|es|ed|ing)|drop(?:s|ped|ping)?|delet(?:e|es|ing)|revert(?:s|ing)?|get(?:ting)? rid of|without|avoid(?:ing)? (?:taking|holding|calling)) /i;
const ADD =
  /\b(?:add(?:s|ed|ing)?|us(?:e|es|ing)|introduc(?:e|es|ing)|insert(?:s|ing)?|call(?:s|ing)?|check(?:s|ing)?|re-?check(?:s|ing)?|re-?read(?:s|ing)?|set(?:s|ting)?|clear(?:s|ing)?|wait(?:s|ing)? for|mak(?:e|es|ing)|disabl(?:e|es|ing)|flush(?:es|ing)?|cancel(?:s|ling|ing)?|defer(?:s|ring)?|delay(?:s|ing)?|switch(?:es|ing)? to|replac(?:e|es|ing)|convert(?:s|ing)?) /i;

/** What an action is for is no part of it. */
const PURPOSE = / (?:so that|so the|in order to|to (?:avoid|prevent|fix|solve|ensure|make sure|close)) .*$/i;

/** The action in a phrase, `with` the whole phrase where it is none of the known ones. */
export function actionOf(words: string): ClaimContent {
  const phrase = words.replace(PURPOSE, '');
  const special =
    holdLock(phrase) ??
    (/^protect|^guard|^seriali/i.test(phrase) ? underLock(phrase) : null) ??
    intoLock(phrase) ??
    moveStep(phrase);
  if (special !== null) return special;
  const removed = REMOVE.exec(phrase);
  const added = ADD.exec(phrase);
  if (removed !== null && (added === null || removed.index < added.index)) {
    return { is: 'without', thing: headPhrase(phrase.slice(removed.index + removed[0].length)), given: null };
  }
  const rest = added === null ? phrase : phrase.slice(added.index + added[0].length);
  const thing = headPhrase(rest).replace(/ instead$/i, '');
  return thing === '' ? { is: 'other' } : { is: 'with', thing };
}

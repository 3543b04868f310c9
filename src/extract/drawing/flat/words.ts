/**
 * The small words that show where a run-together cell goes on and where the next one begins. Words of English and C only:
 * what the kernel's names mean stands in the lexicon.
 */
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** After one of these the same cell goes on: "set by CPU", "with stale TLB", "and clear X". */
export const JOINS = set(
  `a an the this that its our my no not and or but nor by to of in into on onto at with without from for via as than then
   because since while until till before after if when where which who so under over per is are was were be been being has
   have had will would can could may might must should does do did still already also again now never yet just only
   about against through across between both each every all any some more atomic atomically deferred delayed pending
   stale old new first last same other lost`,
);

/** Verbs of a subject: "X is clear", "foo_page runs with", "CPU1 sees 0". */
export const FINITE = set(
  `is are was isn't aren't wasn't has hasn't runs sees gets reads writes waits blocks spins sleeps returns wakes fails
   succeeds becomes frees sets clears takes drops holds finds uses checks calls enters exits leaves does doesn't points
   remains stays still evaluates equals drains flushes copies increments decrements`,
);

/** Imperatives that begin a cell: "set X", "atomic clear Y", "commit the copy", "deferred flush". */
export const IMPERATIVES = set(
  `set clear test read write load store free alloc allocate copy commit flush take grab acquire drop release wait wake sleep
   spin block enter exit leave return goto call queue schedule cancel atomic atomically deferred delayed check see get put
   increment decrement inc dec unlock lock map unmap zap find lookup add remove insert delete link unlink decide preempt
   enable disable start stop begin end unaware resume continue break try retry use access dereference`,
);

/** English between a verb and its object: not the start of a cell, not a name. */
export const PREPOSITIONS = set('by to of in into on onto at with without from for via under over per the a an');

/** Statements of C that begin a cell. */
export const STATEMENTS = set('if while for switch return goto break continue else do case default');
/** Statements that take a group in parentheses: `if (x)`. */
export const GROUPED = set('if while for switch');

export const LOCK_VERBS = set('lock unlock');
export const LOCK_OBJECT_VERBS = set('lock unlock take takes acquire acquires grab grabs release releases drop drops');
/** Words in front of `lock` that are no lock's name. */
export const NOT_A_LOCK = set(
  'the a an this that no any lock unlock and or to under with without by on of is not holds hold takes take both same',
);
/** First words of a C declaration. */
export const TYPES = set('int bool u8 u16 u32 u64 s8 s16 s32 s64 long unsigned char void struct size_t enum');

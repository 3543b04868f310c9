/** The small words of a clause, by class. */
const set = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

export const DETERMINER = set(
  'the a an its this that these those our their his her my your all any each every both another some same such one two few more other first last next second old new own current previous final stale only multiple several',
);

export const PRONOUN = set('we i it he she they them him you someone somebody everyone this');

/** Left out wherever they stand before the verb or at the end. */
export const ADVERB = set(
  'then now finally later also again just eventually immediately meanwhile concurrently thus hence therefore simply directly first next once here there soon quickly recently atomically really suddenly always only successfully temporarily incorrectly wrongly correctly properly normally actually safely possibly please e.g. i.e. ok okay however afterwards automatically explicitly implicitly synchronously asynchronously lazily indirectly accidentally mistakenly silently right forever early late indefinitely even afresh twice back',
);

/** They say that something holds already: what follows is a state, no event. */
export const STILL = set('still already yet');

export const BE = set('is are was were be been being isn’t am');
export const HAVE = set('has have had having');
/** Helping verbs that leave the step what it is: `will free`, `can now free`. */
export const HELPER = set(
  `will shall can do does did is are was were be been being has have had having gets got get gotten`,
);
/** Helping verbs that say that it could happen, not that it does. */
export const PERHAPS = set('may might could would should must cannot');

/** `tries to free`, `is about to free`, `wants to free`: the step is what follows `to`. */
export const INTENDING = set(
  'try tries tried trying attempt attempts attempting want wants wanting start starts started begin begins began begun going about continue continues continued decide decides decided manage manages managed proceed proceeds happen happens happened intend intends need needs allowed able expected supposed scheduled waiting ready',
);

export const NEGATION = set(
  "not no never n't without cannot neither nor nothing none nobody hardly can't don't doesn't didn't won't isn't aren't wasn't weren't hasn't haven't hadn't couldn't wouldn't shouldn't cant dont doesnt didnt wont isnt arent wasnt without",
);

/** Ends the object, begins a place: `from the list`, `on CPU1`. */
export const PREPOSITION = set(
  'from to into onto in on at of for with by under via through over until till before after during within between across against off out up down inside outside behind upon per towards around beyond using as along ahead beneath about due instead except',
);

/** Begins another clause that only explains the first. */
export const SUBORDINATOR = set(
  'because since so but as although though while whereas unless until till when whenever where which who whose whom that than why how after before once otherwise hence therefore thus due given assuming despite',
);

export const CONJUNCTION = set('and or then but & + so thus hence therefore otherwise');

/** Verbs in their base form that more often name things in these drawings: `lock`, `work`, `timer tick`. */
export const ALSO_NOUN = set(
  'lock free load store queue wait work timer read write call return test use list map page flush copy fault hold put get set reset update change signal check start stop run exit end fork request release process schedule reference interrupt trap wake sleep block access commit swap move drop add walk scan search switch transfer kick cancel issue report abort retry hit fetch link unlink insert post access cache step guard destroy init setup remove unlock trace dump watch clear put mark probe mount unmount umount bind attach open close shutdown suspend resume teardown cleanup rollback lookup trylock wakeup timeout flush reclaim writeback unplug poll load pass count check open allocation decrement increment',
);

/** Alone behind a thing, they tell how it is: `ring full`, `signal pending`. */
export const STATE_WORD = set(
  'full empty dead alive ready busy idle active inactive online offline stale valid invalid pending running suspended frozen dirty clean uptodate visible gone unused unlocked unmapped missing available exhausted complete armed present',
);

/** Behind a word that is a verb as well, they make a name of both: `lock order`, `queue depth`, `read side`. */
export const COMPOUND = set(
  'order ordering depth side class section count size type mode contention owner holder dependency domain group chain path item items handler context latency storm rate limit window problem bug race race-condition code function helper caller callers user users cycle graph statistics stats pressure map',
);

/** Adjectives and other words that tell nothing of which thing it is. */
export const ADJECTIVE = set(
  'old new stale last first next own other same matching newly current previous existing whole entire remaining original final actual corresponding local global particular certain initial latest outdated invalid valid dead free freed empty single specific given private fresh extra additional further more most many pending',
);

/** The small words of the drawings' English, by what they do in a clause. */
export const set = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

export const BE = set("is are was were be been being isn't aren't wasn't weren't gets got am");
export const HAVE = set('has have had having');
/** What stands behind them happens. `can` does in a drawing: "now B can take it". */
export const HAPPENS = set('will can does do did');
/** What stands behind them is thought, wished or feared, and is no step. */
export const SUPPOSED = set('would should could might may must shall ought');
export const NEGATIONS = set(
  "not never no cannot can't won't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't shouldn't couldn't without nor neither no-one doesnt dont cant wont isnt",
);
/** "tries to take", "is about to free", "starts to walk": the step is the verb behind. */
export const ATTEMPTS = set(
  'try tries trying tried attempt attempts attempting want wants going about starts continues proceeds happens manages begins supposed',
);

export const PRONOUNS = set('it we they i you he she both someone somebody everyone this that these those which who');
/** The pronouns that take a verb's base form. */
export const PLURALS = set('we they i you both cpus threads tasks workers readers writers');

export const ADVERBS = set(
  `then now finally next later also first again just so still already only immediately concurrently eventually meanwhile afterwards soon once here there thus
   therefore hence simultaneously directly atomically locklessly lockless successfully actually possibly maybe perhaps quickly suddenly instead asynchronously
   synchronously forever indefinitely repeatedly correctly incorrectly properly wrongly unexpectedly in-between too currently busily temporarily logically even
   twice always together explicitly implicitly lazily unconditionally blindly happily mistakenly accidentally erroneously re potentially subsequently safely
   early late really previously recently fully partially partly newly locally remotely manually silently normally automatically usually likely probably else yet back`,
);

export const DETERMINERS = set(
  'the a an its his her their our my your this that these those any some each every all own same such another',
);
/** Words in front of a noun that name nothing by themselves. */
export const COUNTS = set(
  'more many few several one two three first second last next new old other current corresponding respective own single',
);

export const PREPOSITIONS = set(
  `of to from in into on onto for at by with without under over via through after before behind during until till inside within as against between about than
   off out up down per upon towards across along around beyond because since while when if unless whether that which where so but and or then`,
);
/** They lead to the place where a thing is put, taken from, or what is waited for. */
export const PLACE = set(
  'to from into onto in on for at over through off against inside of until upon with by under via',
);

/** A clause that begins with one of these tells why, when, or goes on with a sentence. */
export const CONNECTIVES = set(
  `because since as so thus hence therefore but if when while until unless which that who where whereas although though otherwise else after before during and or
   nor than from to in into on of for at by with without due instead except even once via through under whether despite till per about like`,
);
/** A remark opens with one of these: "still dirty", "no waiters", "maybe too late". */
export const REMARK_OPENERS = set(
  `no none nothing nobody never not still already only maybe perhaps possibly potentially probably again too now later meanwhile here there both neither unless yet
   also otherwise same unchanged assume assuming suppose supposing given note assumes let's hopefully unfortunately sorry ok okay oops hmm is are was what why how likewise anymore`,
);
/** Verbs of being: what they say is a state, not a step. */
export const STATES = set(
  `remains remain stays stay belongs belong contains contain equals equal exists exist means mean lives live needs need wants want expects expect assumes assume
   keeps keep looks seems seem appears matches match depends owns own refers points knows thinks believes believed requires require lacks differs has have is are
   was were been be isn't aren't wasn't weren't hasn't haven't holding holds can cannot can't could may might must should would will won't shall does doesn't do don't
   did didn't becomes become lies sits stands consists includes include thought guarantees implies proves ensures relies remained stayed belonged existed owned happens`,
);
export const VALUES = set('null nil zero true false empty one success enoent ok none');

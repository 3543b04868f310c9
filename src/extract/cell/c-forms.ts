/**
 * Notations of these drawings that are nearly C, and the C that they are read as. `whole`: what is read is all that the cell does;
 * without it the step is understood and not complete.
 */
type Form = { readonly form: RegExp; readonly reads: string; readonly whole: boolean };

const FORMS: readonly Form[] = [
  // if PageDirty(page), while p->busy
  { form: /^(if|while) (!?[A-Za-z]\w{0,60}(?:\([^()]{0,80}\)|(?:->|\.)[\w>.-]{1,80}))$/, reads: '$1 ($2)', whole: true },
  // assert r1 == 1
  { form: /^assert ([\w>.-]{1,60} ?[!=]= ?-?\w{1,20});?$/, reads: 'assert($1)', whole: true },
  // what happens where the lock is not had
  { form: /^(scoped_cond_guard\(\w{1,40}, ?)(?:return\b[^,()]{0,40}|break|continue|goto \w{1,60})(?=,)/, reads: '$1_', whole: true },
  // frob-worker(box): a name that is no C
  { form: /^([a-z]\w{0,40})-([a-z]\w{0,40})(?:-([a-z]\w{0,40}))?(?= ?\([^()]{0,80}\);?$)/, reads: '$1_$2_$3', whole: false },
  // box->lid -> NULL: it changes
  { form: /^([a-z]\w{0,40}(?:->|\.)[\w>.-]{1,80}) -> (NULL|-?\d{1,6})$/, reads: '$1 = $2', whole: false },
  // wait users == 0
  { form: /^waits? (?:for |until )?([\w>.-]{1,60} ?[!=]= ?[\w>.+-]{1,60})$/, reads: 'while (!($1));', whole: false },
  // frob_insert[1/2]: what it is called for
  { form: /^([a-z]\w{0,40}_\w{1,60})\[\d{1,4}\/\d{1,4}\]$/, reads: '$1()', whole: false },
  // box->users [1->0]: it changes
  { form: /^([a-z]\w{0,40}(?:->|\.)[\w>.-]{1,80}) \[-?\d{1,6} ?-> ?(-?\d{1,6})\]$/, reads: '$1 = $2', whole: false },
  // q = frob_create(box): and its steps follow
  { form: /(?<=^\w{1,40} = \w{1,60}\([^()]{0,80}\)):$/, reads: '', whole: false },
  // the end of a loop whose body stands above
  { form: /^\} ?while ?(\(.*\)) ?;?$/, reads: 'while $1', whole: false },
  { form: /^for ?\((?:\.{2,}|…)\)/, reads: 'for (;;)', whole: false },
  // what is done at the end of the scope is not drawn here
  { form: /\b__(?:free|cleanup)\(\w{1,60}\) ?/, reads: '', whole: false },
  // kthread_run(.threadfn = frob): a named argument
  { form: /([(,] ?)\.(?=\w{1,60} ?=(?!=))/g, reads: '$1', whole: false },
  // .depth = DEPTH(box->lids, 8), of an initializer: what it is taken from is read
  { form: /^\.(?=[a-z]\w{0,60} ?= ?[^=].{0,120}->\w)(?!.*(?:&|\b(?:sizeof|offsetof|typeof)\b))(.{1,200}?),?$/, reads: '__$1', whole: false },
  // CPU1's box->lid
  { form: /(?<![\w'])[A-Z]\w{0,10}'s ([a-z]\w{0,60}(?:->|_)[\w>.-]{0,60})(?: \(\w{1,40}\))?$/, reads: '$1', whole: false },
  // let lid = self.lid.load(Acquire), lid.store(true, Release): Rust
  { form: /^let (?:mut )?(?=\w{1,40} = )/, reads: '', whole: false },
  { form: /(?<=^|= )([a-z]\w{0,40}(?:\.\w{1,40}){0,4})\.load\(\w{0,20}\)/, reads: 'READ_ONCE($1)', whole: false },
  { form: /^([a-z]\w{0,40}(?:\.\w{1,40}){0,4})\.store\(([\w.]{1,60}), \w{1,20}\)/, reads: 'WRITE_ONCE($1, $2)', whole: false },
  // atomic_cmpxchg(->users, 1, 0): of whatever it is about
  { form: /(?<=[(,] ?)->(?=[a-z])/g, reads: '', whole: false },
  // frob_track_*(): one of several
  { form: /_\*(?=\w{0,60} ?\()/g, reads: '_', whole: false },
  // frob_write(): kfree(p)
  { form: /^[A-Za-z_]\w{0,80}\([^()]{0,80}\): ?(?=\w[^ ]{0,80}(?:\(| [-+|&]?= ))/, reads: '', whole: true },
  // frob_open -> frob_setup -> kfree(p)
  { form: /^(?:[a-z]\w{0,60}_\w{1,60}(?:\(\))? -> ){1,6}(?=[a-z_]\w{0,80}\()/, reads: '', whole: true },
  // try cmpxchg(), T2 exit(): the words say that it is called, not how it comes out
  { form: /^(?:(?:[Tt]r(?:y|ies)|[Cc]alls?|[Dd]o(?:es)?|[Rr]uns?|[Ii]nvokes?|[Ee]nters?) |[A-Z]{1,2}\d{0,2} )(?=[a-z_]\w{0,80}\()/, reads: '', whole: false },
]; // biome-ignore format: a form a line

/** The cell as C, with what its notation means put in place. */
export function asC(text: string): { readonly code: string; readonly whole: boolean } {
  let code = text;
  let whole = true;
  for (const { form, reads, whole: all } of FORMS) {
    const read = code.replace(form, reads);
    if (read === code) continue;
    code = read;
    whole &&= all;
  }
  const open = missing(code);
  return { code: code + ')'.repeat(open), whole: whole && open === 0 };
}

/** Brackets that a short condition leaves open: `if (list_empty(&jar->lids)`. */
function missing(code: string): number {
  if (code.length > 200 || !/^(?:if|while) ?\(.*\)$/.test(code)) return 0;
  const count = (bracket: string) => code.split(bracket).length - 1;
  const open = count('(') - count(')');
  return open === 1 || open === 2 ? open : 0;
}

/**
 * The forms of English verbs: `free`: frees, freed, freeing. Regular ones are made, the rest stand in the table. One word may be several
 * forms of several verbs: `set` is a base, a past and a participle; `left` is no base.
 */
export type Form = 'base' | 'third' | 'ing' | 'past' | 'participle';

/** base, past, participle */
const IRREGULAR = `
  take took taken; retake retook retaken; get got got; get got gotten; find found found; hold held held; put put put; set set set; reset reset reset;
  read read read; see saw seen; write wrote written; overwrite overwrote overwritten; run ran run; begin began begun; come came come; go went gone;
  wake woke woken; sleep slept slept; leave left left; lose lost lost; send sent sent; spin spun spun; stick stuck stuck; hang hung hung; let let let;
  give gave given; make made made; build built built; split split split; tear tore torn; throw threw thrown; shoot shot shot; hit hit hit; fall fell fallen;
  become became become; rewrite rewrote rewritten; withdraw withdrew withdrawn; cut cut cut; shut shut shut; keep kept kept; lay laid laid; steal stole stolen;
  bring brought brought; catch caught caught; think thought thought; do did done; be was been; have had had; grow grew grown; shrink shrank shrunk; freeze froze frozen;
  unfreeze unfroze unfrozen; bind bound bound; unbind unbound unbound; feed fed fed; rise rose risen; fork forked forked; break broke broken; choose chose chosen;
  rerun reran rerun; swing swung swung; spread spread spread; quit quit quit; fight fought fought; drive drove driven; undo undid undone; redo redid redone
`;
const irregular = new Map<string, string[][]>();
for (const row of IRREGULAR.split(';')) {
  const [base = '', past = '', participle = ''] = row.trim().split(/\s+/);
  irregular.set(base, [...(irregular.get(base) ?? []), [past, participle]]);
}

/** Longer verbs that double their last letter, too. */
const DOUBLES = new Set(
  'commit submit transmit unmap remap unpin unplug replug begin defer reset permit omit emit cancel signal refer rerun'.split(
    ' ',
  ),
);
/** Both are written: cancelled, canceled. */
const OR_SINGLE = new Set(['cancel', 'signal']);

export function formsOf(base: string): readonly (readonly [string, Form])[] {
  const doubles =
    DOUBLES.has(base) || (base.length <= 4 && /(?:^|[^aeiou])[aeiou][bdgmnpt]$/.test(base) && !/^[aeiou]/.test(base));
  const stems = doubles ? [base + base.at(-1), ...(OR_SINGLE.has(base) ? [base] : [])] : [base];
  const soft = base.replace(/([^aeiou])y$/, '$1i');
  const third = /(?:s|sh|ch|x|z|o)$/.test(base) ? `${base}es` : soft === base ? `${base}s` : `${soft}es`;
  const forms: [string, Form][] = [
    [base, 'base'],
    [third, 'third'],
  ];
  for (const stem of stems) forms.push([`${/[^eoy]e$/.test(stem) ? stem.slice(0, -1) : stem}ing`, 'ing']);
  if (/ue$/.test(base)) forms.push([`${base}ing`, 'ing']);
  const exceptions = irregular.get(base);
  for (const [past = '', participle = ''] of exceptions ?? []) forms.push([past, 'past'], [participle, 'participle']);
  if (!exceptions)
    for (const stem of stems) {
      const past = /e$/.test(stem) ? `${stem}d` : doubles ? `${stem}ed` : `${soft}ed`;
      forms.push([past, 'past'], [past, 'participle']);
    }
  return forms;
}

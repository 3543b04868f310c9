/** How a verb stands in a sentence: `free`, `frees`, `freed`, `freeing`. Past and participle are one form here. */
export type Form = 'base' | 'third' | 'past' | 'ing';

/** Past and participle where no rule makes them. */
const IRREGULAR: Readonly<Record<string, string>> = {
  take: 'took taken', retake: 'retook retaken', overtake: 'overtook overtaken', get: 'got gotten', give: 'gave given', see: 'saw seen',
  find: 'found', read: 'read', write: 'wrote written', overwrite: 'overwrote overwritten', rewrite: 'rewrote rewritten', put: 'put', set: 'set', reset: 'reset', unset: 'unset',
  hold: 'held', go: 'went gone', come: 'came', become: 'became', run: 'ran run', wake: 'woke woken', awake: 'awoke', sleep: 'slept', send: 'sent', spin: 'spun', begin: 'began begun',
  break: 'broke broken', do: 'did done', lose: 'lost', leave: 'left', keep: 'kept', hit: 'hit', fall: 'fell fallen', bring: 'brought', catch: 'caught',
  throw: 'threw thrown', tear: 'tore torn', stick: 'stuck', shut: 'shut', quit: 'quit', build: 'built', rebuild: 'rebuilt', make: 'made', win: 'won', lead: 'led',
  forget: 'forgot forgotten', freeze: 'froze frozen', unfreeze: 'unfroze unfrozen', steal: 'stole stolen', split: 'split', let: 'let', mean: 'meant', know: 'knew known',
  choose: 'chose chosen', fork: 'forked', unbind: 'unbound', bind: 'bound', think: 'thought', exec: 'execed', cut: 'cut', meet: 'met', feed: 'fed',
}; // biome-ignore format: a word list

/** A doubled consonant or not, `e` kept or not: both spellings are seen, so both are made. */
function endings(base: string): { past: string[]; ing: string[] } {
  const doubled = /[^aeiou][aeiou][bdgklmnprtv]$/.test(base) ? [base + base.at(-1)] : [];
  const stem = base.endsWith('e') ? base.slice(0, -1) : base;
  const past = /[^aeiou]y$/.test(base) ? [`${base.slice(0, -1)}ied`] : [`${stem}ed`, ...doubled.map((d) => `${d}ed`)];
  return { past, ing: [`${stem}ing`, `${base}ing`, ...doubled.map((d) => `${d}ing`)] };
}

const third = (base: string): string =>
  /(?:s|sh|ch|x|z|o)$/.test(base) ? `${base}es` : base.replace(/([^aeiou])y$/, '$1ie').concat('s');

/** Every form of a verb with what it is; `read` and `put` are base and past. */
export function formsOf(base: string): readonly (readonly [string, Form])[] {
  const { past, ing } = endings(base);
  const irregular = IRREGULAR[base]?.split(' ');
  return [
    [base, 'base'],
    [third(base), 'third'],
    ...(irregular ?? past).map((form) => [form, 'past'] as const),
    ...ing.map((form) => [form, 'ing'] as const),
  ];
}

/** Variables that hold a page-table entry, or point to one: `orig_pte`, `*ptep`, `vmf->orig_pte`, `ptent`, `entry`. */
export const isEntry = (name: string): boolean =>
  name.length < 80 &&
  /^\*?(?:[\w>.-]*(?:->|\.|_)|old|new|orig|my)?(?:ptes?|ptep|pmdp?|ptent|pteval|entry|page-table)$/i.test(name);

/** What reads the entry itself, not a copy of it: `*ptep`, `*vmf->pte`, and in the drawings' shorthand `pte`. */
export const readsEntry = (place: string): boolean =>
  place.length < 80 && (/^\*[\w>.-]*ptep?$/.test(place) || place === 'pte');

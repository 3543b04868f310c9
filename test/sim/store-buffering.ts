/** Two flags, each raised before the other one is looked at, as a `.race` text without a goal; with a barrier in between, or none. */
export const storeBuffering = (barrier0 = '', barrier1 = '', more = ''): string => `cell x
cell y
cell r0 = 2
cell r1 = 2
${more}
lane CPU0
  1:1 x = 1
  ${barrier0 && `2:1 ${barrier0}`}
  3:1 r0 = y
lane CPU1
  1:2 y = 1
  ${barrier1 && `2:2 ${barrier1}`}
  3:2 r1 = x
`;

/** Neither has seen the other. */
export const NEITHER_SEEN = 'look for reordering when r0 == 0 && r1 == 0';

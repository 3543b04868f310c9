/**
 * Names that a person knows again and that Promela, the C compiler behind it and the checker's own source take: `frob->lock` becomes
 * `frob_lock`. No two get the same one.
 */
export class Names {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** A legal name of a variable that was not given before. */
  of(text: string): string {
    const name = legalName(text);
    // the checker's switches are macros in capitals (SAFETY, NOREDUCE, T_ID), and so may be a lock: `PT_`
    return this.take(/[a-z]/.test(name) ? name : `${name}_`);
  }

  /** A legal name of a label, which the checker's source holds in comments only. */
  ofLabel(text: string): string {
    return this.take(legalName(text));
  }

  /** A legal name of a process; the checker's source has a macro with a P in front of it. */
  ofProcess(text: string): string {
    const name = this.take(legalName(text));
    this.taken.add(`P${name}`);
    return name;
  }

  private take(legal: string): string {
    let name = legal;
    for (let number = 2; this.taken.has(name); number++) name = `${legal}_${number}`;
    this.taken.add(name);
    return name;
  }
}

const LONGEST = 60;

function legalName(text: string): string {
  const words = text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST);
  const name = /^[A-Za-z]/.test(words) ? words : `v_${words}`;
  return RESERVED.has(name) ? `${name}_` : name;
}

/** Keywords of Promela (spin's manual, "Promela reference") and of C, and lower-case macros of the source that spin 6.5 generates. */
const RESERVED: ReadonlySet<string> = new Set(
  `accept active always assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan cond_expr d_proctype d_step do
  else empty enabled end eval eventually false fi for full get_priority goto hidden if implies in init inline int last len local ltl
  mtype nempty never next nfull notrace np_ od of pc_value pid printf printm priority proctype progress provided release return run
  select set_priority short show skip strong timeout trace true typedef unless unsigned until weak weak_until xr xs
  auto case char const continue default double enum extern float long register signed sizeof static struct switch union void volatile
  while main now this final getframe max mix q_sz rand rot uchar uint ulong ushort wasnew Addproc Air0 Air1 Air2 Air3 Max Offsetof
  PanSource Pclaim Pinit StackSize UnBlock`.split(/\s+/),
);

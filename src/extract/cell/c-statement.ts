import type { SyntaxNode } from '@lezer/common';
import { byNameOnly, type Lexicon, type Row } from '../lexicon/index.ts';
import type { Effect, Term } from '../types.ts';
import { argument, assign, assignmentLike } from './c-assignment.ts';
import { condition, loop } from './c-condition.ts';
import { evaluate } from './c-expression.ts';
import { asC } from './c-forms.ts';
import { compareSettled } from './c-pte.ts';
import { type CTree, parseC, parts } from './c-tree.ts';
import { asked, type SeenCall, strongCall, type Value } from './c-value.ts';
import { noted } from './fact.ts';
import { isConstant, isName } from './term.ts';
import { type Understanding, understanding } from './types.ts';

/**
 * Cells that are C: `p = dev->priv;`, `x++`, `if (READ_ONCE(x))`, `while (busy);`, `kfree(p)`, `return p->x`, `foo() -> kfree(p)`.
 * Null where the text is no statement that a drawing would hold; then it is English, or a note.
 */
export function understandC(text: string, lexicon: Lexicon): Understanding | null {
  const opens = text.endsWith('{');
  if (/^\w+(?:\(\))?(?:->|:)$/.test(text) && !LABEL.test(text)) return frameName(text.replace(/\W+$/, ''), lexicon);
  if (text === 'do {' || text === 'do') return understanding('note', 'c/do', [], { complete: false });
  const read = asC(text);
  const code = read.code
    .replace(/^\}? ?else (?=if\b)/, '')
    .replace(/\{$/, '')
    .replace(/(?:\.\.\.|…) ?(?:&&|\|\|) ?/g, '')
    .trim();
  if (code === '') return null;
  const tree = parseC(code, lexicon);
  if (tree === null) return null;
  const statements = parts(tree.body).filter((node) => tree.textOf(node) !== ';' && tree.textOf(node) !== '');
  const first = statements[0];
  if (first === undefined || statements.length > 6) return null;
  const found = statements.map((node) => statement(tree, node));
  const head = found[0];
  if (!head) return null;
  // One that is no C spoils them all, unless what follows a complete call is a remark.
  if (found.some((one) => one === null))
    return head.rule?.startsWith('c/') && !head.isFrame ? null : withFrame({ ...head, complete: false }, opens);
  const effects = found.flatMap((one) => one?.effects ?? []);
  const main = found.find((one) => one && one.op !== 'note' && one.complete) ?? head;
  return withFrame({ ...main, effects, complete: read.whole && found.every((one) => one?.complete) }, opens);
}

const withFrame = (one: Understanding, opens: boolean): Understanding =>
  opens && one.op === 'call' ? { ...one, isFrame: true } : one;

/** A row that is usually drawn with its inner steps. Where it tells only one word of what it does, a frame of it is a call. */
function knownFrame(name: string, lexicon: Lexicon): Understanding | null {
  const row = lexicon.find(name);
  if (!row?.row.frame) return null;
  const { op, effects, partial } = row.row;
  return understanding(partial ? 'call' : op, row.rule, effects, { complete: partial !== true, isFrame: true });
}

/** `struct frob *p;`: it names a local, and does nothing. */
const DECLARATION =
  /^(?:(?:const|static|unsigned|signed|volatile) ){0,3}(?:(?:struct|union|enum) \w{1,60}|int|long|short|char|bool|void|[us]\d{1,2}|\w{1,30}_t)\b[\w *,]{1,80};$/;
const LABEL = /^(?:out|err|error|fail|failed|again|retry|repeat|done|exit|unlock|default|found|next|restart)\w*:$/;
/** `foo->`, `foo():`: a frame whose steps follow. */
function frameName(name: string, lexicon: Lexicon): Understanding {
  return knownFrame(name, lexicon) ?? understanding('call', 'c/frame', [], { complete: false, isFrame: true });
}

function statement(tree: CTree, node: SyntaxNode): Understanding | null {
  const all = parts(node);
  switch (node.name) {
    case 'ExpressionStatement':
      return all[0] && !hasLooseWords(tree, node, all) ? expression(tree, all[0], all) : null;
    case 'Declaration': {
      const init = node.getChild('InitDeclarator');
      if (init) return assignmentLike(tree, node, init);
      const prototype =
        node.getChild('FunctionDeclarator') ?? node.getChild('PointerDeclarator')?.getChild('FunctionDeclarator');
      if (prototype) return frame(tree, prototype);
      return DECLARATION.test(tree.textOf(node)) ? understanding('note', 'c/declaration') : null;
    }
    case 'FunctionDefinition': {
      const prototype = node.getChild('FunctionDeclarator');
      return prototype ? frame(tree, prototype) : null;
    }
    case 'IfStatement':
    case 'WhileStatement':
      return condition(tree, node, all, statement);
    case 'ForStatement': {
      return loop(tree, all, statement);
    }
    case 'ReturnStatement': {
      const value = all[1] ? evaluate(tree, all[1]) : null;
      const object = value && !isConstant(value.term) && value.term.length < 60 ? value.term : null;
      const load: Effect[] = value?.place ? [{ do: 'load', into: '', from: value.place }] : [];
      return understanding('return', 'c/return', [...(value?.effects ?? []), ...load], {
        object,
        complete: value?.complete ?? true,
      });
    }
    case 'ContinueStatement':
    case 'BreakStatement':
    case 'GotoStatement':
      return understanding('return', 'c/jump');
    case 'CaseStatement':
    case 'LabeledStatement':
      return /^(?:case\b|default ?:|\w+_\w+:|out:|again:|retry:|err:)/.test(tree.textOf(node))
        ? understanding('note', 'c/label')
        : null;
    default:
      return null;
  }
}

/** Words outside of the expression (`foo(x) and then y`) make the cell English. */
function hasLooseWords(tree: CTree, node: SyntaxNode, all: readonly SyntaxNode[]): boolean {
  const first = all[0];
  return (
    first !== undefined &&
    tree.textOf(node).slice(tree.textOf(first).length).replace(/[;\s]/g, '') !== '' &&
    all.length < 3
  );
}

/** `foo(struct x *p)`, `foo() {`: the head of a function that runs here. */
function frame(tree: CTree, prototype: SyntaxNode): Understanding | null {
  const name = prototype.firstChild;
  if (name === null || !isName(tree.textOf(name))) return null;
  return (
    knownFrame(tree.textOf(name), tree.lexicon) ??
    understanding('call', 'c/call', [], { complete: false, isFrame: true })
  );
}

function expression(tree: CTree, node: SyntaxNode, all: readonly SyntaxNode[]): Understanding | null {
  switch (node.name) {
    case 'CallExpression':
      return callStatement(evaluate(tree, node));
    case 'AssignmentExpression':
      return assign(tree, node, '');
    case 'CommaExpression':
      return inOrder(tree, parts(node));
    case 'CastExpression': {
      // `(void)foo(x)`
      const inside = parts(node).at(-1);
      return inside && inside !== node ? expression(tree, inside, all) : null;
    }
    case 'ConditionalExpression': {
      // The grammar reads `x = y ? a : b` as `(x = y) ? a : b`. Which of the two it is is not said.
      const first = parts(node)[0];
      const [target, asks] =
        first?.name === 'AssignmentExpression' ? parts(first).filter((one) => one.name !== 'UpdateOp') : [];
      if (!target || !asks) return null;
      return understanding('write', 'c/conditional', evaluate(tree, asks).effects, {
        object: evaluate(tree, target).term,
        complete: false,
      });
    }
    case 'UpdateExpression': {
      const target = parts(node).find((child) => child.name !== 'UpdateOp');
      if (!target) return null;
      const value = evaluate(tree, target);
      const by = tree.textOf(node).includes('--') ? -1 : 1;
      return understanding('rmw', 'c/update', [...value.effects, { do: 'add', to: value.term, by, atomic: false }], {
        object: value.term,
      });
    }
    case 'PointerExpression': {
      // The grammar reads `*p = 1` as `*(p = 1)`.
      const inside = parts(node).at(-1);
      if (inside?.name === 'AssignmentExpression')
        return assign(tree, inside, tree.textOf(node).startsWith('*') ? '*' : '');
      return use(evaluate(tree, node));
    }
    case 'BinaryExpression': {
      const value = evaluate(tree, node);
      // `box->flags & OPEN`: what it gives is not said
      if (/^[a-z]\w{0,60}(?:(?:->|\.)\w{1,60}){1,6} ?& ?[A-Z]\w{2,60}$/.test(value.term))
        return understanding('test', 'c/test', value.effects, { object: value.about, complete: false });
      if (value.truth === null && value.calls.length === 0) return null;
      const call = strongCall(value);
      const facts = (value.truth ?? []).map(noted);
      const effects = value.effects.map((one) =>
        one.do === 'pte-compare' && one.holds === null ? compareSettled(one, true) : one,
      );
      return understanding(call?.match?.row.op ?? 'test', call?.match?.rule ?? 'c/comparison', [...effects, ...facts], {
        object: call?.object ?? value.about,
        complete: value.truth !== null && value.complete,
      });
    }
    case 'UnaryExpression': {
      if (!tree.textOf(node).startsWith('!')) return null;
      const value = evaluate(tree, node);
      // `!pte_write(orig_pte)` on a line of its own states it.
      const facts = (value.truth ?? []).map(noted);
      const stated = facts.length > 0 && facts.every((one) => one.do === 'pte-noted');
      return understanding('test', 'c/test', stated ? [...value.effects, ...facts] : asked(value), {
        object: value.about,
        complete: value.complete,
      });
    }
    case 'ParenthesizedExpression': {
      const value = evaluate(tree, node);
      return value.place || value.about?.includes('->')
        ? understanding('test', 'c/test', asked(value), {
            object: value.about,
            complete: value.complete,
          })
        : null;
    }
    case 'FieldExpression':
    case 'SubscriptExpression': {
      const value = evaluate(tree, node);
      const last = value.calls.at(-1);
      if (last?.match)
        return understanding(last.match.row.op, last.match.rule, [], {
          complete: false,
          isFrame: last.match.row.family === true,
        });
      // `dev->state is set`, `a->lock -> b->lock`: words around a place make it English.
      const alone = /^[^ ]*[\w\])];?$/.test(tree.code.replace(/\[[\w +*-]{1,60}\]/g, '[0]'));
      return alone && all.length === 1 && value.calls.length === 0 ? use(value) : null;
    }
    default:
      return null;
  }
}

/** `kfree(p), p = NULL`: all of them, one after the other. The first says what the step is. */
function inOrder(tree: CTree, nodes: readonly SyntaxNode[]): Understanding | null {
  const steps = nodes
    .flatMap((node) => (node.name === 'CommaExpression' ? parts(node) : [node]))
    .map((node) => expression(tree, node, [node]));
  const first = steps[0];
  if (!first || steps.some((step) => step === null)) return null;
  return {
    ...first,
    effects: steps.flatMap((step) => step?.effects ?? []),
    complete: steps.every((step) => step?.complete),
  };
}

const use = (value: Value): Understanding =>
  understanding('use', 'c/use', value.effects, {
    object: value.place ?? value.about,
    complete: value.effects.length > 0,
  });

/** Of a call of which only one word is known, an argument is its object only if it is a place: `2` and `"x"` are none. */
function objectOf(call: SeenCall, row: Row): Term | null {
  if (byNameOnly(row) || (row.partial && row.op === 'call')) return argument(call);
  return row.op === 'call' && row.object === undefined ? null : call.object;
}

function callStatement(value: Value): Understanding {
  const call = value.calls[0];
  const row = call?.match?.row;
  if (!call || !row)
    return understanding('call', 'c/call', value.effects, { object: argument(call), complete: false, isFrame: true });
  // What the call's result would tell is asked; `-> PASS` or the drawn continuation says how it came out.
  return understanding(row.op, call.match?.rule ?? null, value.truth ? asked(value) : value.effects, {
    object: objectOf(call, row),
    complete: value.complete,
    failure: null,
    isFrame: row.frame === true || row.family === true,
  });
}

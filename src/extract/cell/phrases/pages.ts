import type { Effect } from '../../types.ts';
import type { PhraseTable } from './types.ts';

/** Page tables: copies, commits, TLB flushes. */
const commit: readonly Effect[] = [{ do: 'page-commit' }];
const TURN = 'set|sets|point|points|switch|switches|update|updates|change|changes|replace|replaces|redirect|redirects';
const FLUSH = 'flush|flushes|flushed|shootdown|invalidate|invalidates|invalidation';
const COPY = 'copied|new? copy|page';

export const pages: PhraseTable = {
  name: 'page-tables',
  phrases: [
    {
      rule: 'commit-lost',
      patterns: [
        `commit|commits|install|installs|map|maps the? ${COPY} to|into|in|at the? pte|pgtable|page-table|pagetable with the? lost|stale writes|write|data|updates`,
      ],
      op: 'write',
      object: 'pte',
      effects: commit,
      failure: 'lost-update',
    },
    {
      rule: 'commit',
      patterns: [
        `commit|commits|install|installs the? ${COPY} to|into|in|at the? pte|pgtable|page-table|pagetable`,
        'map|maps the? copied|new? copy to|into|in|at the? pte',
        'map|maps|install|installs|commit|commits the? copied|new copy|page',
        'commit|commits|install|installs|map|maps the? copy',
        `${TURN} the? pte|pmd|entry to|at|with|over? the? new|copied? page|copy|folio`,
        'install|installs|set|sets|commit|commits|write|writes the? new pte|entry ...',
        `pte|pmd|entry now? maps|points|refers to|at? the? new|copied? copy|page|folio`,
      ],
      op: 'write',
      object: 'pte',
      effects: commit,
    },
    {
      rule: 'copy',
      patterns: ['copy|copies the|old|user? page|contents|data ...'],
      op: 'write',
      object: 'page',
      effects: [{ do: 'page-copy' }],
      cellOnly: true,
    },
    {
      rule: 'copy-page',
      patterns: ['copy|copies the|old|user? page'],
      op: 'write',
      object: 'page',
      effects: [{ do: 'page-copy' }],
    },
    // The user thread that it speaks of is an actor that the drawing implies; the words alone move nothing.
    {
      rule: 'through-stale-tlb',
      patterns: ['still? write|writes|writing|access|accesses through|via|with|using the|a|its? stale|old ...'],
      op: 'write',
      object: 'page',
      effects: [],
      partial: true,
      cellOnly: true,
    },
    // Of one CPU alone: the others keep what they hold.
    {
      rule: 'flush-local',
      patterns: [
        `local tlb ${FLUSH}`,
        `tlb ${FLUSH} on|of this|its|the? own|local|current? cpu only?`,
        `tlb ${FLUSH} locally|local only?`,
        `${FLUSH} the? tlb locally|local only?`,
        `${FLUSH} the|its|only? local|own tlb|tlbs only?`,
        `${FLUSH} this|own cpu's tlb only?`,
        `${FLUSH} the? tlb|tlbs on|of this|its|the|only? own|local|this|current? cpu|cpu0|cpu1|cpu2|cpu3 only?`,
        `${FLUSH} on|of this|its|the own|local|current? cpu only?`,
      ],
      op: 'flush',
      object: 'tlb',
      effects: [{ do: 'nothing' }],
    },
    {
      rule: 'flush-deferred',
      patterns: [
        'deferred|delayed|batched|lazy|postponed tlb|tlbs? flush|shootdown',
        'late|later|finally|eventually tlb|tlbs flush|shootdown',
        'late|later|finally|eventually flush|flushes the? tlb|tlbs',
        'flush|flushes the? tlb|tlbs later|deferred|eventually',
      ],
      op: 'flush',
      object: 'tlb',
      effects: [{ do: 'tlb-flush', deferred: true }],
    },
    {
      rule: 'flush',
      patterns: [
        'tlb|tlbs flush|flushed|shootdown|invalidate|invalidation',
        'flush|flushes|flushed|invalidate|invalidates the|all|stale? tlb|tlbs',
      ],
      op: 'flush',
      object: 'tlb',
      effects: [{ do: 'tlb-flush', deferred: false }],
    },
    {
      rule: 'make-writable',
      patterns: ['make|makes the? pte|page writable|writeable'],
      op: 'write',
      object: 'pte',
      effects: [{ do: 'pte-change', set: ['write'], clear: [], atomic: true }],
    },
    {
      rule: 'unmap',
      patterns: ['clear|clears|zap|zaps|unmap|unmaps the? pte|page'],
      op: 'write',
      object: 'pte',
      effects: [{ do: 'pte-change', set: [], clear: ['present', 'write'], atomic: true }],
    },
    {
      rule: 'read-pte',
      patterns: ['read|reads|load|loads|fetch|fetches the? orig_pte|pte'],
      op: 'read',
      object: 'pte',
      effects: [{ do: 'pte-read', into: null }],
    },
    {
      rule: 'fault',
      patterns: ['page|write|read|cow|wp|minor|major fault ...', 'page-fault ...', '#pf'],
      op: 'call',
      object: null,
      effects: [{ do: 'page-fault' }],
      frame: true,
      cellOnly: true,
    },
  ],
};

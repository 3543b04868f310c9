import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/scenario/types.ts';
import { drawnOrder, explore } from '../../../src/sim/index.ts';
import { failuresOf, messageOf, race } from '../race.ts';

/** A scenario from declarations and lanes: `['irq on CPU0 hardirq', step, …]`. */
function on(declarations: readonly string[], ...lanes: readonly (readonly string[])[]): Scenario {
  const body = lanes.flatMap(([head = '', ...steps], lane) => {
    const [name = '', ...rest] = head.split(' ');
    return [`lane ${name} ${rest.join(' ')}`, ...steps.map((step, at) => `  ${lane + 1}:${at + 1} ${step}`)];
  });
  return race([...declarations, ...body].join('\n'));
}

/** It comes to a stop in some execution, in a circle of waits or not, and nothing else goes wrong. */
function isStuck(scenario: Scenario): boolean {
  const failures = failuresOf(scenario);
  return failures.length > 0 && failures.every((each) => each === 'deadlock' || each === 'hang');
}

describe('interrupts on their CPU', () => {
  const DECLARED = ['spinlock S', 'cell x', 'cell inside'];
  const handler = ['irq on CPU0 hardirq', 'lock S', 'unlock S'];

  it('find the inversion: the handler spins for a lock that what it interrupted holds', () => {
    const scenario = on(DECLARED, ['task on CPU0', 'lock S', 'unlock S'], handler);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    const message = messageOf(scenario, 'deadlock');
    expect(message).toContain('task holds S (1:1) and waits for CPU0 to be given back by irq (1:2)');
    expect(message).toContain('irq has CPU0 (2:1) and waits for S (2:1)');
    // what the handler waits for is where it shows, not what it interrupted
    const [witness] = explore(scenario).witnesses;
    expect(witness?.step).toBe('2:1');
    expect(witness?.blocked).toContainEqual({
      lane: 0,
      step: '1:2',
      on: 'CPU0 to be given back by irq',
      holder: 1,
      since: '2:1',
    });
    // with interrupts off, or on another CPU, it waits
    expect(failuresOf(on(DECLARED, ['task on CPU0', 'lock S irq', 'unlock S'], handler))).toEqual([]);
    expect(failuresOf(on(DECLARED, ['task on CPU1', 'lock S', 'unlock S'], handler))).toEqual([]);
    expect(failuresOf(on(DECLARED, ['task', 'lock S', 'unlock S'], handler))).toEqual([]);
    expect(failuresOf(on(DECLARED, ['task on CPU0', 'lock S bh', 'unlock S'], handler))).toEqual(['deadlock']);
  });

  it('find it too where the handler waits for a lock that does not know of CPUs', () => {
    const any = (take: string) =>
      on(
        ['lock L'],
        ['task on CPU0', take, 'lock L', 'unlock L', 'irq-enable'],
        ['irq on CPU0 hardirq', 'lock L', 'unlock L'],
      );
    expect(failuresOf(any('pass'))).toEqual(['deadlock']);
    expect(failuresOf(any('irq-disable'))).toEqual([]);
  });

  it('find the chain through another CPU: A is taken under B there, B under A by the handler', () => {
    const chain = (take: string) =>
      on(
        ['spinlock A', 'spinlock B'],
        ['task on CPU0', take, 'unlock B'],
        ['other on CPU1', 'lock A irq', 'lock B', 'unlock B', 'unlock A'],
        ['irq on CPU0 hardirq', 'lock A', 'unlock A'],
      );
    expect(failuresOf(chain('lock B'))).toEqual(['deadlock']);
    expect(failuresOf(chain('lock B irq'))).toEqual([]);
  });

  it('let nothing of their CPU move until they are over', () => {
    const busy = ['inside = inside + 1', 'check inside == 1 else torn', 'inside = inside - 1'];
    expect(failuresOf(on(DECLARED, ['irqA on CPU0 hardirq', ...busy], ['irqB on CPU0 hardirq', ...busy]))).toEqual([]);
    expect(failuresOf(on(DECLARED, ['irqA on CPU0 hardirq', ...busy], ['irqB on CPU1 hardirq', ...busy]))).toContain(
      'torn',
    );
    expect(
      failuresOf(
        on(DECLARED, ['irq on CPU0 hardirq', ...busy], ['task on CPU0', 'x = inside', 'check x == 0 else torn']),
      ),
    ).toEqual([]);
    expect(
      failuresOf(on(DECLARED, ['task on CPU0', ...busy], ['irq on CPU0 hardirq', 'check inside == 0 else torn'])),
    ).toEqual(['torn']);
  });

  it('are kept off by irq-disable and irq-save, which nests', () => {
    const section = (...steps: string[]) =>
      failuresOf(on(DECLARED, ['task on CPU0', ...steps], ['irq on CPU0 hardirq', 'check x == 0 else torn']));
    expect(section('x = 1', 'x = 0')).toEqual(['torn']);
    expect(section('irq-disable', 'x = 1', 'x = 0', 'irq-enable')).toEqual([]);
    expect(section('irq-save', 'irq-save', 'irq-restore', 'x = 1', 'x = 0', 'irq-restore')).toEqual([]);
    expect(section('irq-save', 'irq-disable', 'irq-enable', 'x = 1', 'x = 0', 'irq-restore')).toEqual(['torn']);
    expect(section('preempt-disable', 'bh-disable', 'x = 1', 'x = 0', 'bh-enable', 'preempt-enable')).toEqual(['torn']);
    expect(section('irq-restore')).toEqual(['warning']);
  });

  it('deadlock where one CPU waits for the interrupt of another that spins with interrupts off', () => {
    const ipi = (take: string) =>
      on(
        ['spinlock S', 'cell acked'],
        ['sender on CPU1', 'lock S', 'await acked == 1', 'unlock S'],
        ['spinner on CPU0', take, 'unlock S'],
        ['ipi on CPU0 hardirq', 'acked = 1'],
      );
    expect(failuresOf(ipi('lock S'))).toEqual([]);
    expect(isStuck(ipi('lock S irq'))).toBe(true);
  });

  it('begin by a step of their own, and finish', () => {
    const outcome = explore(on(DECLARED, ['task on CPU0', 'x = 1'], ['irq on CPU0 hardirq', 'x = 2']));
    expect(outcome.witnesses).toEqual([]);
    expect(outcome.finishes).toBe(true);
  });
});

describe('softirqs', () => {
  it('invert like interrupts, against which bottom halves are switched off', () => {
    const inversion = (take: string, context: string) =>
      failuresOf(
        on(['spinlock S'], ['task on CPU0', take, 'unlock S'], [`timer on CPU0 ${context}`, 'lock S', 'unlock S']),
      );
    expect(inversion('lock S', 'softirq')).toEqual(['deadlock']);
    expect(inversion('lock S bh', 'softirq')).toEqual([]);
    expect(inversion('lock S irq', 'softirq')).toEqual([]);
    expect(inversion('lock S bh', 'hardirq')).toEqual(['deadlock']);
  });

  it('are interrupted by interrupts, not by tasks or each other', () => {
    const soft = ['x = 1', 'x = 0'];
    const look = (head: string) => [head, 'check x == 0 else torn'];
    const run = (head: string) => failuresOf(on(['cell x'], ['net on CPU0 softirq', ...soft], look(head)));
    expect(run('irq on CPU0 hardirq')).toEqual(['torn']);
    expect(run('timer on CPU0 softirq')).toEqual([]);
    expect(run('task on CPU0')).toEqual([]);
    expect(run('timer on CPU1 softirq')).toEqual(['torn']);
    const closed = on(
      ['cell x'],
      ['net on CPU0 softirq', 'irq-disable', ...soft, 'irq-enable'],
      look('irq on CPU0 hardirq'),
    );
    expect(failuresOf(closed)).toEqual([]);
  });

  it('that are over have nothing off any more', () => {
    const scenario = on(
      ['cell x'],
      ['net on CPU0 softirq', 'irq-disable; bh-disable'],
      ['irq on CPU0 hardirq', 'x = 1'],
    );
    expect(failuresOf(scenario)).toEqual([]);
  });

  it('come between a bh-disable and its end never, nor with interrupts off', () => {
    const section = (...steps: string[]) =>
      failuresOf(on(['cell x'], ['task on CPU0', ...steps], ['timer on CPU0 softirq', 'check x == 0 else torn']));
    expect(section('bh-disable', 'bh-disable', 'bh-enable', 'x = 1', 'x = 0', 'bh-enable')).toEqual([]);
    expect(section('irq-disable', 'x = 1', 'x = 0', 'irq-enable')).toEqual([]);
    expect(section('preempt-disable', 'x = 1', 'x = 0', 'preempt-enable')).toEqual(['torn']);
    expect(section('bh-enable')).toEqual(['warning']);
    expect(section('irq-disable', 'bh-disable', 'bh-enable')).toEqual(['warning']);
  });
});

describe('what nests', () => {
  it.each(['preempt-disable', 'bh-disable', 'irq-save'])('%s: seven deep', (off) => {
    const deep = (count: number, ...more: string[]) =>
      failuresOf(on(['spinlock S', 'cell c'], ['a', ...Array.from({ length: count }, () => off), ...more]));
    expect(deep(7)).toEqual([]);
    expect(deep(8)).toEqual(['warning']);
    const isCounted = off === 'preempt-disable';
    expect(deep(7, 'lock S')).toEqual(isCounted ? ['warning'] : []);
    expect(deep(7, 'trylock S into c')).toEqual(isCounted ? ['warning'] : []);
    expect(deep(7, 'lock S bh')).toEqual(off === 'irq-save' ? [] : ['warning']);
  });
});

describe('two tasks on one CPU', () => {
  const pair = (first: readonly string[], second: readonly string[], where = 'CPU0') =>
    on(['cell x', 'lock L', 'spinlock S', 'completion done'], ['a on CPU0', ...first], [`b on ${where}`, ...second]);
  const write = ['x = 1', 'x = 0'];
  const look = ['check x == 0 else torn'];

  it('come between wherever preemption is on', () => {
    expect(failuresOf(pair(write, look))).toEqual(['torn']);
    for (const [off, back] of [
      ['preempt-disable', 'preempt-enable'],
      ['irq-disable', 'irq-enable'],
      ['bh-disable', 'bh-enable'],
      ['lock S', 'unlock S'],
    ]) {
      expect(failuresOf(pair([off as string, ...write, back as string], look)), off).toEqual([]);
      expect(failuresOf(pair([off as string, ...write, back as string], look, 'CPU1')), off).toEqual(['torn']);
    }
    expect(
      failuresOf(pair(['preempt-disable', 'preempt-disable', 'preempt-enable', ...write, 'preempt-enable'], look)),
    ).toEqual([]);
    expect(failuresOf(pair(['preempt-enable'], look))).toEqual(['warning']);
  });

  it('deadlock where one spins with preemption off beside the preempted holder', () => {
    const spinner = ['preempt-disable', 'lock L', 'unlock L', 'preempt-enable'];
    const holder = ['lock L', 'unlock L'];
    const scenario = pair(holder, spinner);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    expect(messageOf(scenario, 'deadlock')).toContain('a holds L (1:1) and waits for CPU0 to be given back by b (1:2)');
    expect(failuresOf(pair(holder, spinner, 'CPU1'))).toEqual([]);
    expect(failuresOf(pair(['preempt-disable', ...holder, 'preempt-enable'], spinner))).toEqual([]);
    // a spinlock switches preemption off for its holder
    expect(failuresOf(pair(['lock S', 'unlock S'], ['lock S', 'unlock S']))).toEqual([]);
  });

  it('hang where one spins for what the other would do after it', () => {
    const third = ['c on CPU1', 'lock S', 'wait-completion done', 'unlock S'];
    expect(failuresOf(on(['spinlock S', 'completion done'], third))).toEqual(['warning']);
    const spin = (where: string) =>
      on(
        ['spinlock S', 'cell x'],
        ['a on CPU0', 'lock S', 'unlock S'],
        [`b on ${where}`, 'x = 1'],
        ['c on CPU1', 'lock S', 'await x == 1', 'unlock S'],
      );
    expect(isStuck(spin('CPU0'))).toBe(true);
    expect(failuresOf(spin('CPU2'))).toEqual([]);
  });

  it('one that sleeps or is over leaves the CPU to the other', () => {
    expect(failuresOf(pair(['wait-completion done'], ['complete done']))).toEqual([]);
    expect(failuresOf(pair(['preempt-disable', 'x = 1'], ['await x == 1']))).toEqual([]);
    expect(failuresOf(pair(['preempt-disable', 'x = 1; if x == 1 goto end', 'pass'], ['await x == 1']))).toEqual([]);
  });
});

describe('sleeping while atomic', () => {
  const declared = ['completion done = 1', 'queue wq', 'work w', 'readers rcu', 'spinlock S', 'cell c'];
  const sleeping = [
    'wait-completion done',
    'sleep wq',
    'wait wq until 1',
    'wait-readers rcu',
    'cancel-sync w',
    'flush w',
  ];

  it.each(sleeping)('%s', (verb) => {
    const alone = (head: string, ...steps: string[]) => failuresOf(on(declared, [head, ...steps]));
    expect(alone('a', verb)).toEqual([]);
    for (const off of ['preempt-disable', 'bh-disable', 'irq-disable', 'irq-save', 'lock S', 'trylock S into c'])
      expect(alone('a', off, verb), off).toEqual(['warning']);
    expect(alone('a', 'lock S bh', 'unlock S', 'lock S irq', 'unlock S', verb)).toEqual([]);
    expect(alone('a on CPU0 softirq', verb)).toEqual(['warning']);
    expect(alone('a on CPU0 hardirq', verb)).toEqual(['warning']);
  });
});

describe('handlers that something calls', () => {
  const declared = ['work timer', 'spinlock S', 'cell x', 'cell n'];
  const task = (...steps: string[]) => ['task on CPU0', ...steps];

  it('have no CPU before it is due', () => {
    const handler = ['fn on CPU0 softirq', 'begin timer', 'check x == 1 else torn', 'end timer'];
    expect(failuresOf(on(declared, task('pass', 'x = 1', 'queue timer', 'pass'), handler))).toEqual([]);
    expect(failuresOf(on(declared, task('queue timer', 'x = 1'), handler))).toEqual(['torn']);
    expect(failuresOf(on(declared, task('bh-disable', 'queue timer', 'x = 1', 'bh-enable'), handler))).toEqual([]);
  });

  it('find the inversion once it is', () => {
    const handler = ['fn on CPU0 softirq', 'begin timer', 'lock S', 'unlock S', 'end timer'];
    expect(failuresOf(on(declared, task('queue timer', 'lock S', 'unlock S'), handler))).toEqual(['deadlock']);
    expect(failuresOf(on(declared, task('lock S', 'unlock S', 'queue timer'), handler))).toEqual([]);
    expect(failuresOf(on(declared, task('queue timer', 'lock S bh', 'unlock S'), handler))).toEqual([]);
  });

  it('leave the CPU where they go back to be called again', () => {
    const again = (where: string) =>
      on(declared, task('queue timer', 'await n == 1', 'queue timer', 'await n == 2'), [
        `fn on CPU0 ${where}`,
        'begin timer',
        'n = n + 1',
        'end timer',
        'if n < 3 goto 2:1',
      ]);
    for (const where of ['softirq', 'hardirq', '']) {
      const outcome = explore(again(where));
      expect(outcome.witnesses, where).toEqual([]);
      expect(outcome.finishes, where).toBe(false);
      expect(outcome.finished[0], where).toBe(true);
    }
  });
});

describe('the drawn order', () => {
  const drawn = (take: string) =>
    race(
      [
        'spinlock S\nlane task on CPU0',
        `  1:1 ${take} # take`,
        '  2:1 unlock S # release',
        'lane irq on CPU0 hardirq',
        '  1:9 lock S # spin',
        'drawn 1:1 1:9 2:1',
      ].join('\n'),
    );

  it('runs up to the deadlock, and stops at an interrupt that is off', () => {
    expect(drawnOrder(drawn('lock S'))).toMatchObject({ is: 'executable' });
    // the interrupt is drawn, and comes when it can
    expect(drawnOrder(drawn('lock S irq'))).toMatchObject({ is: 'executable' });
    const closed = race(
      'cell x\nlane task on CPU0\n  1:1 irq-disable\n  4:1 irq-enable\nlane irq on CPU0 hardirq\n  2:9 x = 1\n  3:9 x = 2\ndrawn 1:1 2:9 3:9 4:1',
    );
    expect(drawnOrder(closed)).toMatchObject({
      is: 'impossible',
      step: '2:9',
      blocker: { on: 'CPU0 to be made interruptible again by task' },
    });
  });
});

describe('migration', () => {
  it('takes a task to another CPU, unless it is atomic', () => {
    const declared = ['cpu CPU1', 'cell c'];
    const moved = (...steps: string[]) =>
      failuresOf(on(declared, ['a on CPU0', ...steps, 'this-cpu into c', 'check c == CPU1 else wrong-state']));
    expect(moved()).toEqual(['wrong-state']);
    expect(moved('migrate to CPU1')).toEqual([]);
    expect(moved('preempt-disable', 'migrate to CPU1')).toEqual(['wrong-state']);
    expect(moved('irq-disable', 'migrate to CPU1')).toEqual(['wrong-state']);
    expect(moved('preempt-disable', 'preempt-enable', 'migrate to CPU1')).toEqual([]);
    expect(failuresOf(on(declared, ['irq on CPU0 hardirq', 'migrate to CPU1']))).toEqual(['warning']);
  });

  it('waits for the CPU to take it, with all that stands on its line', () => {
    const busy = ['a on CPU0', 'preempt-disable', 'x = 1', 'x = 0', 'preempt-enable'];
    const move = (to: string) =>
      failuresOf(
        on(['cpu CPU0', 'cpu CPU2', 'cell x'], busy, ['b on CPU1', `migrate to ${to}; check x == 0 else torn`]),
      );
    expect(move('CPU0')).toEqual([]);
    expect(move('CPU2')).toEqual(['torn']);
  });

  it('changes who is in its way', () => {
    const scenario = (first: string) =>
      on(
        ['cpu CPU1', 'cell x', 'cell gone'],
        ['task on CPU0', first, 'gone = 1', 'irq-disable', 'x = 1', 'x = 0', 'irq-enable'],
        ['irq0 on CPU0 hardirq', 'noted gone == 1', 'check x == 0 else torn'],
      );
    expect(failuresOf(scenario('pass'))).toEqual([]);
    expect(failuresOf(scenario('migrate to CPU1'))).toEqual(['torn']);
  });
});

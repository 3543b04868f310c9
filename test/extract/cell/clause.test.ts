import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

/** What a cell says: the op, and what it is about. */
const brief = (text: string) => [read(text).op, read(text).object];

describe('verbs of the tables', () => {
  it.each([
    // lifetimes and references
    ['the widget is destroyed', 'free', 'widget'],
    ['session gets freed by T2', 'free', 'session'],
    ['tears down the ring', 'free', 'ring'],
    ['tries to free the old ring', 'free', 'ring'],
    ['allocated two widgets', 'alloc', 'widgets'],
    ['page allocated', 'alloc', 'page'],
    ['drops ctx', 'put', 'ctx'],
    ['drops its reference', 'put', null],
    ['last reference dropped', 'put', null],
    ['worker drops the reference on ctx', 'put', 'ctx'],
    ['takes a reference', 'get', null],
    ['reader obtains another ref on the widget', 'get', 'widget'],
    ['reuses the stale handle', 'use', 'handle'],
    ['memory gets reused', 'use', 'memory'],
    ['<access freed slot>', 'use', 'slot'],
    // lists
    ['entry removed from the table', 'list-del', 'table'],
    ['- moves widget out of PENDING_LIST', 'list-del', 'PENDING_LIST'],
    ['takes the first request off the list', 'list-del', 'list'],
    ['unlinks the urb', 'list-del', 'urb'],
    ['skb dequeued', 'list-del', 'skb'],
    ['isolates the folio', 'list-del', 'folio'],
    ['moves the inode to the other list', 'list-add', 'list'],
    ['request added to the plug list', 'list-add', 'plug list'],
    ['puts it back on the LRU', 'list-add', 'LRU'],
    ['inserts the node', 'list-add', 'node'],
    ['adds w to frob_list', 'list-add', 'frob_list'],
    ['scans the table, moves some slots away', 'list-walk', 'table'],
    ['iterates over all cpus', 'list-walk', 'cpus'],
    ['will find the matching slot,', 'list-walk', 'slot'],
    ['looks through the list', 'list-walk', 'list'],
    ['looks up the widget in the hash', 'list-walk', 'widget'],
    // locks
    ['<acquires the lock>', 'lock', 'lock'],
    ['gets RTNL', 'lock', 'RTNL'],
    ['tries to take frob_mutex', 'lock', 'frob_mutex'],
    ['then releases frob_mutex', 'unlock', 'frob_mutex'],
    // memory
    ['sees the device as dead', 'read', 'device'],
    ['re-reads i_size', 'read', 'i_size'],
    ['get value of seq', 'read', 'seq'],
    ['retrieves zone->start', 'read', 'zone->start'],
    ['next reader observes the new seq and', 'read', 'seq'],
    ['modify widget W', 'write', 'widget W'],
    ['T1 sets quota', 'write', 'quota'],
    ['has marked slots as being', 'write', 'slots'],
    ['pointer cleared by T1', 'write', 'pointer'],
    ['slot set to NULL', 'write', 'slot'],
    ['copies the struct to the ring', 'write', 'ring'],
    ['initializes the mutex', 'write', 'mutex'],
    ['overwrites the value of limit', 'write', 'limit'],
    ['subtract 500', 'rmw', '500'],
    ['counter is bumped', 'rmw', 'counter'],
    ['hits incremented', 'rmw', 'hits'],
    ['check status is LIVE', 'test', 'status'],
    ['verifies the generation', 'test', 'generation'],
    ['if FROB_DEAD: requeue it', 'test', 'FROB_DEAD'],
    ['while test_bit FROB_EXIT', 'test', 'FROB_EXIT'],
    // waiting and waking
    ['T1 waits for T2', 'wait', 'T2'],
    ['waits', 'wait', null],
    ['busy-loop forever waiting for FROB_BUSY', 'wait', 'FROB_BUSY'],
    ['loops until the flag is clear', 'wait', null],
    ['thread 1 hangs here', 'wait', null],
    ['is scheduled out', 'wait', null],
    ['<wakes local helper>', 'wake', 'helper'],
    ['<wake up T1>', 'wake', 'T1'],
    ['signals the fence', 'wake', 'fence'],
    ['waiters woken...', 'wake', 'waiters'],
    // deferred work
    ['kicks off reclaim', 'queue', 'reclaim'],
    ['CQE posted', 'queue', 'CQE'],
    ['schedules the retry', 'queue', 'retry'],
    ["the 'poll_timer' expires and is re-enqueued on CPU1", 'queue', 'poll_timer'],
    ['injects an interrupt', 'queue', 'interrupt'],
    ['deletes the timer', 'cancel', 'timer'],
    ['drains the queue', 'flush', 'queue'],
    ['CPU INTERRUPTED', 'irq', 'CPU'],
    ['preempted in the middle', 'irq', null],
    // the course of a lane
    ['worker picks up the item', 'call', 'item'],
    ['try to dispatch the request', 'call', 'request'],
    ['T1 initiates the reset of dev', 'call', 'dev'],
    ['teardown operation starts', 'call', 'teardown operation'],
    ['<timer fires>', 'call', 'timer'],
    ['[frob_fn enter]', 'call', null],
    ['[frob_fn exit]', 'return', null],
    ['[syscall finishes]', 'return', 'syscall'],
    ['DMA completes ->', 'return', 'DMA'],
    ['and thus returns early', 'return', null],
    ['GC worker', 'call', null],
    ['the slow path', 'call', null],
    ['mount fails', 'fail', null],
    ['fails to get the lock', 'fail', null],
    ['leaks the page', 'fail', null],
    ['****Delayed block reservation failed****', 'fail', null],
    // of other lists
    ['xmits the skb', 'call', 'skb'],
    ['skb is queued to the ring', 'queue', 'skb'],
    ['unregisters the netdev', 'write', 'netdev'],
    ['urb completes', 'return', 'urb'],
    ['kicks the vcpu', 'queue', 'vcpu'],
    ['map element deleted', 'list-del', 'map element'],
    ['inode is marked dirty', 'write', 'inode'],
    ['commits the transaction', 'write', 'transaction'],
    ['waits on the fence', 'wait', 'fence'],
    ['hangs up the tty', 'call', 'tty'],
    ['request times out', 'call', 'request'],
    ['freezes the queue', 'write', 'queue'],
    ['unfreezes the queue', 'wake', 'queue'],
    ['extent gets allocated', 'alloc', 'extent'],
  ])('%s', (text, op, object) => {
    expect(brief(text)).toEqual([op, object]);
  });

  it('are never all that a step does', () => {
    for (const text of ['drops ctx', 'entry removed from the table', 'T1 waits for T2', 'sets up the ring', '<acquires the lock>'])
      expect(read(text), text).toMatchObject({ complete: false, effects: [] }); // biome-ignore format: one list
  });
});

describe('remarks and states', () => {
  it.each([
    'has been freed', '->weaver was freed', 'does not see the update', 'never frees it', 'cannot take the lock', 'the helper is not called', 'nothing left to do',
    'no users left', 'because the flag is clear', 'so the wakeup is lost', 'since the lock is dropped', 'which is wrong',
    'and of its parent', 'of the second queue', 'from 3 to 2', 'hits the limit', 'the request is still in flight',
    'request already completed', 'refcount drops to 0', 'count goes to zero', 'T1 is migrated to CPU2', '< scheduled on CPU X >',
    'might free it', 'phase two:', 'No waiters:', 'After reboot:', '(ctx already dead)', '(which may return at once?)',
    '[ note that w is on', '[not protected by the lock]', '* holding frob_mutex.', 'the page is under writeback',
    'the pointer belongs to T2', 'potentially many times', "it's a hint only", 'there is no work', 'skips CPU 0',
    'T1 resumes', 'is unhappy, so what', 'page already mapped', '<irqs off>', 'w->state has some value',
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ op: 'note', complete: false, effects: [] });
    expect(read(text).rule).not.toBeNull();
  }); // biome-ignore format: one list

  it.each([
    'foo bar', 'alpha beta gamma', 'some random words here', 'the old generation', 'per-cpu page lists', 'timer wheel', 'lock order',
    'read side', 'queue depth', 'work item', '12 34 56', 'ref 0', '0xffff 0x1000', '10.0.0.1:80 -> 10.0.0.2:90', 'lw $t0, 0(a0)',
    'mov %rax, %rbx', '写入', 'данные записаны', '<未知数>', '<span>', '(B)', 'a b c d', 'second try', '100 %', 'type of tables only',
  ])('knows nothing of: %s', (text) => {
    expect(read(text)).toMatchObject({ op: 'note', rule: null, complete: false });
  }); // biome-ignore format: one list
});

describe('a comment on a row of its own', () => {
  it.each([
    ['//removed from free_slots', 'list-del', 'free_slots'],
    ['/* sends the IPI to CPU0 */', 'queue', 'IPI'],
    ['// T3 clears the flag', 'write', 'flag'],
    ['/* cleared by T2 */', 'write', null],
    ['//wait box_mutex', 'wait', 'box_mutex'],
    ['// fails to send the signal', 'fail', null],
  ])('tells a step: %s', (text, op, object) => {
    expect(brief(text)).toEqual([op, object]);
  });

  it.each([
    '// get lock', '// free the widget', '// create the session', '// iterate the table', '// last user gone', '// reassign last',
    '// doing the teardown', '// Now the timer will fire', '// This returns wrongly', '// R reads 0', '# flushing', '// PT lock',
    '// need to scan the table',
  ])('only explains: %s', (text) => {
    expect(read(text)).toMatchObject({ op: 'note', effects: [] });
  }); // biome-ignore format: one list
});

describe('accesses, barriers, marks', () => {
  it.each([
    ['STORE A = 1', 'write', 'A', true],
    ['STORE A=1', 'write', 'A', true],
    ['STORE p, a', 'write', 'p', true],
    ['STORE task->state', 'write', 'task->state', false],
    ['smp_store X', 'write', 'X', false],
    ['LOAD B', 'read', 'B', true],
    ['LOAD *Q', 'read', '*Q', true],
    ['r1 = LOAD A', 'read', 'A', true],
    ['<read barrier>', 'barrier', null, true],
    ['<general barrier>', 'barrier', null, true],
    ['<write barrier>', 'barrier', null, true],
    ['<data dependency>', 'barrier', null, true],
    ['<control dependency>', 'barrier', null, false],
    ['[S] A = 1', 'write', 'A', true],
    ['[S] A', 'write', 'A', false],
    ['[L] B', 'read', 'B', true],
    ['w[A]=1', 'write', 'A', true],
    ['r[B]=y', 'read', 'B', true],
    ['R[B]', 'read', 'B', true],
    ['<implicit barrier>', 'barrier', null, false],
    ['no barrier', 'note', null, false],
    ['{ A == 1; B == 2 }', 'note', null, true],
    ['{ x = 0, y = 0 }', 'note', null, true],
    ['{ A == 1, P == &A }', 'note', null, true],
    ['{ A == 1, P == A + 1 }', 'note', null, false],
    ['(1)', 'note', null, true],
    ['(EOF)', 'note', null, true],
    [': :', 'elide', null, true],
    ['... snip ...', 'elide', null, true],
    ['BOOM!', 'fail', null, true],
    ['[frobfs error]', 'fail', null, true],
    ['-> 2', 'note', null, false],
    ['<sleeps>', 'wait', null, false],
    ['<migrate>', 'irq', null, false],
    ['echo 1 > /sys/frob/enable', 'call', null, false],
    ['mount -o ro /dev/frob /mnt', 'call', null, false],
    ['(drivers/frob/core.c:120)', 'note', null, true],
  ])('%s', (text, op, object, complete) => {
    expect(read(text)).toMatchObject({ op, object, complete });
  });

  it('orders what a barrier orders', () => {
    expect(read('<write barrier>').effects).toEqual([{ do: 'barrier', order: 'write' }]);
    expect(read('STORE A = 1').effects).toEqual([{ do: 'store', to: 'A', value: '1' }]);
    expect(read('<data dependency>').effects).toEqual([{ do: 'barrier', order: 'dependency' }]);
    expect(read('r[B]=y').effects).toEqual([{ do: 'load', into: 'y', from: 'B' }]);
    expect(read('WRITE_ONCE(p, &a);').effects).toEqual([{ do: 'store', to: 'p', value: '&a' }]);
  });
});

describe('what exact phrases may claim', () => {
  it('no lock where none is named', () => {
    for (const text of ['drops ctx', 'releases the page', 'takes the item', 'acquires the session', 'lock order'])
      expect(read(text).effects, text).toEqual([]);
  });

  it('nothing about a thing without a name, and no noun taken for a verb', () => {
    for (const text of ['reads old value', 'sees NULL', 'accesses freed page', 'adds 1 to hits', 'kicks the vcpu', 'stops the stream', 'completes the request', 'test fails', 'queue frozen', 'remove starts'])
      expect(read(text).complete, text).toBe(false); // biome-ignore format: one list
  });
});

describe('hostile text', () => {
  it('is read quickly', () => {
    const start = performance.now();
    for (const piece of ['the ', 'frees ', 'is ', 'to ', '( ', '[a ', '<x ', '"', "'", 'if ', 'and ', ', ', 'STORE ', 'a = ', '{ a == 1; ', '-> 1 ', ': ', '\\_', 'tries to ', 'not '])
      for (const text of [piece.repeat(100_000 / piece.length), `${piece.repeat(60)}x`, `<${piece.repeat(50)}>`, `// ${piece.repeat(50)}`])
        expect(read(text)).toBeDefined(); // biome-ignore format: one list
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

import { lkmmJudge } from './lkmm/judge.ts';
import { LINUX_6_1, MAINLINE } from './lkmm/versions.ts';
import { sequential } from './sequential.ts';
import { tso } from './tso.ts';
import type { Model, ModelName } from './types.ts';

/** The models by name: a new one is a file and a row here. */
export const MODELS: Readonly<Record<ModelName, Model>> = {
  lkmm: {
    name: 'lkmm',
    title: 'the Linux-kernel memory model',
    prepare: (frame) => lkmmJudge(frame, MAINLINE),
  },
  'lkmm-6.1': {
    name: 'lkmm-6.1',
    title: 'the Linux-kernel memory model of Linux 6.1',
    prepare: (frame) => lkmmJudge(frame, LINUX_6_1),
  },
  tso,
  sc: sequential,
};

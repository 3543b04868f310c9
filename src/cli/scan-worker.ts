import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolder } from './package-folder.ts';

/** The built file that the threads run which judge mails. */
export const scanWorker = (): URL => pathToFileURL(join(packageFolder(), 'dist', 'scan-worker.js'));

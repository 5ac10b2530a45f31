import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { serve } from '../../src/store/serving.ts';

// PGlite as it comes, without syncs: what a campaign must find wanting.
if (parentPort)
  serve(parentPort, workerData, (directory) => new NodeFS(directory), PGlite.defaultStartParams);

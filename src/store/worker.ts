import { parentPort, workerData } from 'node:worker_threads';
import { DurableFS } from './durable-fs.ts';
import { serve } from './serving.ts';

if (parentPort) serve(parentPort, workerData, (directory, onFailure) => new DurableFS(directory, onFailure));

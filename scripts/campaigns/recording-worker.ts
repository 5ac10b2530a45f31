import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '../../src/store/serving.ts';
import { RecordingFS } from './recording.ts';

if (parentPort)
  serve(
    parentPort,
    workerData,
    (directory, onFailure) => new RecordingFS(directory, onFailure, { synced: true }),
  );

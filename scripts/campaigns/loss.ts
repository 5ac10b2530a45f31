import { inspect, openForWork } from './workload.ts';

export interface Loss {
  cycles: number;
  acknowledged: number;
  lost: number;
  half: number;
  disagreeing: number;
  failedToOpen: number;
}

export const noLoss = (): Loss => ({
  cycles: 0,
  acknowledged: 0,
  lost: 0,
  half: 0,
  disagreeing: 0,
  failedToOpen: 0,
});

/** Whether anything that was acknowledged is missing or damaged. */
export const isBad = (loss: Loss): boolean =>
  loss.lost + loss.half + loss.disagreeing + loss.failedToOpen > 0;

/** Opens what a power loss left, and counts. A store that does not open has lost all it had acknowledged. */
export async function openAfterLoss(
  directory: string,
  acknowledged: readonly string[],
  loss: Loss,
): Promise<void> {
  loss.cycles++;
  loss.acknowledged += acknowledged.length;
  const findings = await find(directory, acknowledged).catch(() => undefined);
  if (!findings) {
    loss.failedToOpen++;
    loss.lost += acknowledged.length;
    return;
  }
  loss.lost += findings.lost;
  loss.half += findings.half;
  loss.disagreeing += findings.disagreeing;
}

async function find(directory: string, acknowledged: readonly string[]) {
  const store = await openForWork(directory);
  try {
    return await inspect(store, acknowledged);
  } finally {
    await store.close();
  }
}

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chance } from './chance.ts';
import { type Loss, noLoss, openAfterLoss } from './loss.ts';
import { startVictim } from './victim.ts';
import { openForWork } from './workload.ts';

const IMAGE_BYTES = 512 * 1024 * 1024;

/**
 * Writes on an ext4 image that the operating system is told to leave unwritten for five minutes, kills the writer
 * and copies the image at that instant: the copy holds what was synced and nothing else. Needs root and loop devices.
 */
export async function losingByDevice(cycles: number, seed: number, asShipped: boolean): Promise<Loss> {
  const home = fs.mkdtempSync(join(tmpdir(), 'gatehouse-device-'));
  const random = chance(seed);
  const loss = noLoss();
  try {
    await prepare(home);
    while (loss.cycles < cycles) await loseOnce(home, random.between(1_200, 3_200), asShipped, loss);
  } finally {
    unmount(home);
    fs.rmSync(home, { recursive: true, force: true });
  }
  return loss;
}

/** Whether an image can be mounted here. */
export function hasLoopDevices(): boolean {
  if (process.getuid?.() !== 0) return false;
  const home = fs.mkdtempSync(join(tmpdir(), 'gatehouse-device-'));
  try {
    makeImage(join(home, 'base.img'), 16 * 1024 * 1024);
    mount(home, 'base.img');
    return true;
  } catch {
    return false;
  } finally {
    unmount(home);
    fs.rmSync(home, { recursive: true, force: true });
  }
}

async function prepare(home: string): Promise<void> {
  makeImage(join(home, 'base.img'), IMAGE_BYTES);
  mount(home, 'base.img');
  const store = await openForWork(join(home, 'disk', 'store'));
  await store.close();
  unmount(home);
}

async function loseOnce(home: string, afterMs: number, asShipped: boolean, loss: Loss): Promise<void> {
  copy(home, 'base.img', 'live.img');
  mount(home, 'live.img');
  const worker = asShipped ? new URL('./as-shipped-worker.ts', import.meta.url) : undefined;
  const victim = startVictim(join(home, 'disk', 'store'), `d${loss.cycles}`, worker);
  await victim.opened;
  await pause(afterMs);
  const acknowledged = await victim.kill();
  copy(home, 'live.img', 'left.img');
  unmount(home);
  mount(home, 'left.img');
  await openAfterLoss(join(home, 'disk', 'store'), acknowledged, loss);
  unmount(home);
}

function makeImage(file: string, bytes: number): void {
  fs.writeFileSync(file, '');
  fs.truncateSync(file, bytes);
  execFileSync('mkfs.ext4', ['-q', '-F', file], { stdio: 'ignore' });
}

function mount(home: string, image: string): void {
  fs.mkdirSync(join(home, 'disk'), { recursive: true });
  execFileSync('mount', ['-o', 'loop,commit=300', join(home, image), join(home, 'disk')], {
    stdio: 'ignore',
  });
}

function unmount(home: string): void {
  try {
    execFileSync('umount', [join(home, 'disk')], { stdio: 'ignore' });
  } catch {
    // It was not mounted.
  }
}

const copy = (home: string, from: string, to: string): void => {
  execFileSync('cp', ['--sparse=always', join(home, from), join(home, to)]);
};

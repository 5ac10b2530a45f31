import fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { Chance } from './chance.ts';
import type { DiskStep } from './recording.ts';

const PAGE_BYTES = 4096;
const SECTOR_BYTES = 512;

type NameStep = Extract<DiskStep, { kind: 'made' | 'renamed' | 'removed' }>;
type ContentStep = Extract<DiskStep, { kind: 'wrote' | 'sized' }>;

interface File {
  /** What is surely on the disk; undefined means as in the snapshot that the recording began with. */
  durable: Buffer | undefined;
  readonly snapshotPath: string | undefined;
  pending: ContentStep[];
}

/** A disk that keeps what was synced, and of the rest whatever chance leaves. */
export interface DiskModel {
  take(step: DiskStep): void;
  /** Writes a directory as a power loss at this moment might leave it. */
  lose(directory: string, random: Chance): void;
}

/**
 * A sync of a file keeps its content and the steps that gave it its name; a sync of a directory keeps the steps
 * upon its names. Nothing else is promised, which is POSIX and less than ext4 does. What was not synced survives a
 * loss as chance has it: writes by page, some torn at a sector, and a prefix of the steps upon names, since every
 * journalling file system keeps those in order.
 */
export function diskModel(snapshot: string): DiskModel {
  const files = new Map<number, File>();
  const directories = new Map<string, number>();
  const now = new Map<string, number>();
  const kept = new Map<string, number>();
  const numbers = new Map<number, number>();
  let lastNumber = 0;
  let pending: NameStep[] = [];

  /** The operating system gives a removed file's inode to a new one; here each file keeps a number of its own. */
  function renumber<Step extends DiskStep>(step: Step): Step {
    if (!('inode' in step)) return step;
    if (step.kind === 'found' || step.kind === 'made') numbers.set(step.inode, ++lastNumber);
    return { ...step, inode: numbers.get(step.inode) ?? -1 };
  }

  function takeName(step: NameStep): void {
    if (step.kind === 'made') {
      if (step.directory) directories.set(step.path, step.inode);
      else files.set(step.inode, { durable: Buffer.alloc(0), snapshotPath: undefined, pending: [] });
    }
    applyName(now, step);
    pending.push(step);
  }

  function sync(inode: number): void {
    const file = files.get(inode);
    if (file) settle(file, snapshot);
    const isKept = (step: NameStep) => concerns(step, inode, now, directories);
    for (const step of pending.filter(isKept)) applyName(kept, step);
    pending = pending.filter((step) => !isKept(step));
  }

  return {
    take(given) {
      const step = renumber(given);
      switch (step.kind) {
        case 'found':
          now.set(step.path, step.inode);
          kept.set(step.path, step.inode);
          if (step.directory) directories.set(step.path, step.inode);
          else files.set(step.inode, { durable: undefined, snapshotPath: step.path, pending: [] });
          return;
        case 'wrote':
        case 'sized':
          files.get(step.inode)?.pending.push(step);
          return;
        case 'synced':
          sync(step.inode);
          return;
        case 'acknowledged':
          return;
        default:
          takeName(step);
      }
    },
    lose(directory, random) {
      const names = new Map(kept);
      for (const step of pending.slice(0, random.between(0, pending.length + 1))) applyName(names, step);
      const inodesOfDirectories = new Set(directories.values());
      for (const [path, inode] of [...names].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const target = join(directory, path);
        if (inodesOfDirectories.has(inode) && !files.has(inode))
          fs.mkdirSync(target, { recursive: true, mode: 0o700 });
        else placeFile(files.get(inode), target, snapshot, random);
      }
    },
  };
}

function applyName(names: Map<string, number>, step: NameStep): void {
  if (step.kind === 'made') names.set(step.path, step.inode);
  else if (step.kind === 'removed') names.delete(step.path);
  else {
    const inode = names.get(step.path);
    names.delete(step.path);
    if (inode !== undefined) names.set(step.to, inode);
  }
}

/** Whether a sync of this inode keeps the step: it is the directory the name stands in, or the file named. */
function concerns(
  step: NameStep,
  inode: number,
  now: Map<string, number>,
  directories: Map<string, number>,
): boolean {
  const path = step.kind === 'renamed' ? step.to : step.path;
  const parent = dirname(path) === '.' ? '' : dirname(path);
  if (directories.get(parent) === inode) return true;
  if (step.kind === 'made') return step.inode === inode;
  return step.kind === 'renamed' && now.get(step.to) === inode;
}

const original = (file: File, snapshot: string): Buffer =>
  file.durable ??
  (file.snapshotPath === undefined ? Buffer.alloc(0) : fs.readFileSync(join(snapshot, file.snapshotPath)));

function settle(file: File, snapshot: string): void {
  if (file.pending.length === 0) return;
  file.durable = replay(original(file, snapshot), file.pending);
  file.pending = [];
}

function placeFile(file: File | undefined, target: string, snapshot: string, random: Chance): void {
  fs.mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const pending = file ? survivors(file.pending, random) : [];
  if (file?.durable === undefined && pending.length === 0 && file?.snapshotPath !== undefined)
    fs.copyFileSync(join(snapshot, file.snapshotPath), target);
  else fs.writeFileSync(target, file ? replay(original(file, snapshot), pending) : '', { mode: 0o600 });
}

/** Of the steps that were not synced: none, all, or some by page, a page here and there torn. */
function survivors(steps: ContentStep[], random: Chance): ContentStep[] {
  if (random.percent(30)) return [];
  if (random.percent(15)) return steps;
  return steps.flatMap((step) =>
    step.kind === 'sized' ? (random.percent(50) ? [step] : []) : pages(step, random),
  );
}

function pages(step: Extract<ContentStep, { kind: 'wrote' }>, random: Chance): ContentStep[] {
  const surviving: ContentStep[] = [];
  for (let from = 0; from < step.bytes.length; from += PAGE_BYTES) {
    if (random.percent(50)) continue;
    const whole = Math.min(PAGE_BYTES, step.bytes.length - from);
    const length = random.percent(10) ? Math.min(whole, SECTOR_BYTES * random.between(1, 8)) : whole;
    surviving.push({ ...step, at: step.at + from, bytes: step.bytes.subarray(from, from + length) });
  }
  return surviving;
}

function replay(content: Buffer, steps: readonly ContentStep[]): Buffer {
  const disk = Buffer.alloc(Math.max(content.length, ...steps.map(reach)));
  content.copy(disk);
  let size = content.length;
  for (const step of steps) {
    if (step.kind === 'wrote') {
      step.bytes.copy(disk, step.at);
      size = Math.max(size, reach(step));
    } else {
      disk.fill(0, Math.min(size, step.size), Math.max(size, step.size));
      size = step.size;
    }
  }
  return disk.subarray(0, size);
}

const reach = (step: ContentStep): number =>
  step.kind === 'wrote' ? step.at + step.bytes.length : step.size;

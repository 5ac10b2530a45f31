import fs from 'node:fs';
import { join, relative } from 'node:path';
import { DurableFS, type EngineModule, type NodeLayer, type NodeStream } from '../../src/store/durable-fs.ts';

/** What the database did to its disk, in order. Files and directories go by their inode, names by their path. */
export type DiskStep =
  | { readonly kind: 'found'; readonly path: string; readonly inode: number; readonly directory: boolean }
  | { readonly kind: 'made'; readonly path: string; readonly inode: number; readonly directory: boolean }
  | { readonly kind: 'renamed'; readonly path: string; readonly to: string }
  | { readonly kind: 'removed'; readonly path: string }
  | { readonly kind: 'wrote'; readonly inode: number; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'sized'; readonly inode: number; readonly size: number }
  | { readonly kind: 'synced'; readonly inode: number }
  | { readonly kind: 'acknowledged'; readonly id: string };

/** Appends a step to a log: a line of JSON, then the bytes if it wrote any. */
export function logStep(log: number, step: DiskStep): void {
  const bytes = step.kind === 'wrote' ? step.bytes : Buffer.alloc(0);
  const head = JSON.stringify(step.kind === 'wrote' ? { ...step, bytes: bytes.length } : step);
  fs.writeSync(log, Buffer.concat([Buffer.from(`${head}\n`), bytes]));
}

export function readSteps(file: string): DiskStep[] {
  const log = fs.readFileSync(file);
  const steps: DiskStep[] = [];
  for (let at = 0; at < log.length; ) {
    const end = log.indexOf(10, at);
    const head = JSON.parse(log.toString('utf8', at, end));
    at = end + 1;
    if (head.kind === 'wrote') {
      const length: number = head.bytes;
      head.bytes = log.subarray(at, at + length);
      at += length;
    }
    steps.push(head);
  }
  return steps;
}

interface FileNode {
  readonly name: string;
  readonly parent: FileNode;
}

interface SizeChange {
  readonly size?: number;
}

/** Where the steps of a database are logged: beside its directory. */
export const logOf = (directory: string): string => `${directory}.steps`;

/** The durable file layer, or unless `synced` PGlite's own, with every step written to a log. */
export class RecordingFS extends DurableFS {
  readonly #directory: string;
  readonly #log: number;
  readonly #synced: boolean;
  readonly #inodes = new WeakMap<object, number>();

  constructor(directory: string, onFailure: (error: unknown) => never, { synced }: { synced: boolean }) {
    super(directory, onFailure);
    this.#directory = directory;
    this.#log = fs.openSync(logOf(directory), 'a');
    this.#synced = synced;
    this.#find(directory);
  }

  #find(path: string): void {
    const directory = fs.lstatSync(path).isDirectory();
    this.#say({ kind: 'found', path: this.#short(path), inode: inodeOf(path), directory });
    if (directory) for (const name of fs.readdirSync(path)) this.#find(join(path, name));
  }

  #say(step: DiskStep): void {
    logStep(this.#log, step);
  }

  #short(path: string): string {
    return relative(this.#directory, path);
  }

  #inode(layer: NodeLayer, stream: NodeStream): number {
    const known = this.#inodes.get(stream);
    if (known !== undefined) return known;
    const inode = stream.nfd ? fs.fstatSync(stream.nfd).ino : inodeOf(layer.realPath(stream.node));
    this.#inodes.set(stream, inode);
    return inode;
  }

  protected override prepare(layer: NodeLayer, engine: EngineModule): void {
    if (this.#synced) super.prepare(layer, engine);
    this.#recordNames(layer);
    this.#recordContents(layer);
  }

  protected override sync(layer: NodeLayer, stream: NodeStream): void {
    // Not carried out: what a sync keeps is decided by the model, and the campaign is quicker for it.
    this.#say({ kind: 'synced', inode: this.#inode(layer, stream) });
  }

  #recordNames(layer: NodeLayer): void {
    const path = (parent: object, name: string) => join(layer.realPath(parent), name);
    after(layer.node_ops, 'mknod', (parent: FileNode, name: string) => {
      const made = path(parent, name);
      const directory = fs.lstatSync(made).isDirectory();
      this.#say({ kind: 'made', path: this.#short(made), inode: inodeOf(made), directory });
    });
    before(layer.node_ops, 'rename', (node: FileNode, parent: FileNode, name: string) => {
      const [from, to] = [layer.realPath(node), path(parent, name)];
      this.#say({ kind: 'renamed', path: this.#short(from), to: this.#short(to) });
    });
    for (const removal of ['unlink', 'rmdir'])
      before(layer.node_ops, removal, (parent: FileNode, name: string) =>
        this.#say({ kind: 'removed', path: this.#short(path(parent, name)) }),
      );
    before(layer.node_ops, 'setattr', (node: FileNode, change: SizeChange) => {
      if (change.size === undefined) return;
      this.#say({ kind: 'sized', inode: inodeOf(layer.realPath(node)), size: change.size });
    });
  }

  #recordContents(layer: NodeLayer): void {
    type Write = [NodeStream, Uint8Array, number, number, number];
    after(layer.stream_ops, 'write', (...[stream, buffer, offset, length, at]: Write) => {
      const bytes = Buffer.from(buffer.slice(offset, offset + length));
      this.#say({ kind: 'wrote', inode: this.#inode(layer, stream), at, bytes });
    });
    before(layer.stream_ops, 'setattr', (stream: NodeStream, change: SizeChange) => {
      if (change.size === undefined) return;
      this.#say({ kind: 'sized', inode: this.#inode(layer, stream), size: change.size });
    });
  }
}

const inodeOf = (path: string): number => fs.lstatSync(path).ino;

type Operation<Arguments extends unknown[]> = (...given: Arguments) => unknown;

function before<Arguments extends unknown[]>(
  operations: Record<string, unknown>,
  name: string,
  tell: Operation<Arguments>,
): void {
  const own = operations[name] as Operation<Arguments>;
  operations[name] = (...given: Arguments) => {
    tell(...given);
    return own(...given);
  };
}

function after<Arguments extends unknown[]>(
  operations: Record<string, unknown>,
  name: string,
  tell: Operation<Arguments>,
): void {
  const own = operations[name] as Operation<Arguments>;
  operations[name] = (...given: Arguments) => {
    const result = own(...given);
    tell(...given);
    return result;
  };
}

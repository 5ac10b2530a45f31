import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type EngineOptions = Parameters<NodeFS['init']>[1];

/** The part of Emscripten's file layer that PGlite does not type. */
export interface NodeStream {
  readonly nfd?: number | null;
  readonly node: object;
  stream_ops?: unknown;
}

export interface NodeLayer {
  realPath(node: object): string;
  readonly stream_ops: { fsync?: (stream: NodeStream) => number } & Record<string, unknown>;
  readonly node_ops: Record<string, unknown>;
}

export interface EngineModule {
  readonly NODEFS: NodeLayer;
}

/**
 * PGlite's own start parameters switch syncing off, and its file layer has no sync at all: as shipped, a power loss
 * takes every record since the operating system last wrote by itself. `fsync` is named because only that call
 * reaches the hook below; `fdatasync` is an empty stub.
 */
export const durableStartParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'synchronous_commit=on', 'wal_sync_method=fsync', 'full_page_writes=on'].flatMap(
    (setting) => ['-c', setting],
  ),
];

/**
 * PGlite's file layer with real syncs, of files and of directories.
 *
 * INVARIANT: a sync that fails never returns. The engine swallows what it does not know, so `onFailure` must end
 * the thread; no commit is then acknowledged that is not on the disk.
 */
export class DurableFS extends NodeFS {
  readonly #onFailure: (error: unknown) => never;

  constructor(directory: string, onFailure: (error: unknown) => never) {
    super(directory);
    this.#onFailure = onFailure;
  }

  override async init(pg: PGlite, options: EngineOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(pg, options);
    const steps = made.emscriptenOpts.preRun ?? [];
    const hook = (engine: unknown) => this.prepare((engine as EngineModule).NODEFS, engine as EngineModule);
    made.emscriptenOpts.preRun = [...steps.slice(0, -1), hook, ...steps.slice(-1)];
    return made;
  }

  /** Called before the directory is mounted. */
  protected prepare(layer: NodeLayer, _engine: EngineModule): void {
    layer.stream_ops.fsync = (stream) => {
      try {
        this.sync(layer, stream);
        return 0;
      } catch (error) {
        return this.#onFailure(error);
      }
    };
  }

  protected sync(layer: NodeLayer, stream: NodeStream): void {
    if (stream.nfd !== undefined && stream.nfd !== null) fs.fsyncSync(stream.nfd);
    else syncPath(layer.realPath(stream.node));
  }
}

/** Makes a file, or the list of names in a directory, survive a power loss. */
export function syncPath(path: string): void {
  const descriptor = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The same for everything below a directory, the directory itself included. */
export function syncTree(directory: string): void {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
}

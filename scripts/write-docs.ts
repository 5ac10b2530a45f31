// Writes what is made from the code: `docs/errors.md` and the JSON Schemas in `schema/`. `node scripts/write-docs.ts`
// A test fails while a written file differs from what this would write.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorsPage } from './documents/errors-page.ts';
import { schemas } from './documents/schemas.ts';

/** Every file made from the code, by its path in the repository, with what it holds. */
export const writtenFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/errors.md', errorsPage()],
    ...[...schemas()].map(
      ([name, schema]) =>
        [`schema/${name}.schema.json`, `${JSON.stringify(schema, undefined, 2)}\n`] as const,
    ),
  ]);

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  for (const [path, content] of writtenFiles()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(path);
  }
}

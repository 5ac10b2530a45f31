import { compareSchools, type Pack, type SubjectComparison } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames, openLibrary } from '../library.ts';
import { print, printJson } from '../output.ts';

/** Compares what two packs say, act by act. */
export function comparePacks(
  config: Config,
  one: string,
  other: string,
  options: { json?: boolean; all?: boolean },
): Exit {
  const [first, second] = checkNames(config, [one, other]) as [string, string];
  const library = openLibrary(config, [first, second]);
  const left = library.packs.get(first) as Pack;
  const right = library.packs.get(second) as Pack;
  const subjects = compareSchools(left, right);
  if (options.json) {
    printJson(
      subjects.map((subject) => ({
        ...subject,
        one: subject.one.map((clause) => clause.id),
        other: subject.other.map((clause) => clause.id),
      })),
    );
    return exit.done;
  }
  const shown = options.all ? subjects : subjects.filter((subject) => subject.relation === 'differs');
  for (const subject of shown) printSubject(subject, left, right);
  const count = (relation: SubjectComparison['relation']) =>
    subjects.filter((subject) => subject.relation === relation).length;
  print(
    `${count('same')} the same, ${count('differs')} differ, ${count('only-one')} only at ${left.school}, ${count('only-other')} only at ${right.school}.`,
  );
  if (!options.all) print('Shown are those that differ; --all shows every one.');
  return exit.done;
}

function printSubject(subject: SubjectComparison, left: Pack, right: Pack): void {
  print(subject.name);
  for (const [pack, clauses] of [
    [left, subject.one],
    [right, subject.other],
  ] as const) {
    for (const clause of clauses) print(`  ${pack.key} ${clause.number} (${clause.verb}): ${clause.text}`);
    if (clauses.length === 0) print(`  ${pack.key}: silent`);
  }
  print();
}

import { clausesOf, type Pack, toCedar, toOdrl } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { cliFault } from '../errors.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames, openLibrary } from '../library.ts';
import { complain, print, printJson } from '../output.ts';

const forms = ['cedar', 'odrl', 'json'] as const;

/** Writes a pack in another form on standard output. */
export function exportPack(config: Config, name: string, options: { to: string; entities?: boolean }): Exit {
  if (!(forms as readonly string[]).includes(options.to)) {
    throw cliFault('FORM_UNKNOWN', `there is no form \`${options.to}\``, {
      status: 400,
      help: `forms are: ${forms.join(', ')}`,
    });
  }
  const [key] = checkNames(config, [name]) as [string];
  const library = openLibrary(config, [key]);
  const pack = library.packs.get(key) as Pack;
  if (options.to === 'odrl') printJson(toOdrl(pack));
  else if (options.to === 'json')
    printJson({
      key: pack.key,
      name: pack.name,
      school: pack.school,
      clauses: clausesOf(pack),
      agreements: pack.agreements,
      rulings: pack.rulings,
    });
  else
    exportCedar(
      pack,
      pack.layers.flatMap((layer) => library.packs.get(layer) ?? []),
      options.entities === true,
    );
  return exit.done;
}

function exportCedar(pack: Pack, law: readonly Pack[], isEntities: boolean): void {
  const made = toCedar(pack, law);
  if (isEntities) printJson(made.entities);
  else print(made.policies);
  complain(
    `${made.leftOut.length} clauses have no place in Cedar and are left out: they are said, told, kept, reviewed or advised.`,
  );
}

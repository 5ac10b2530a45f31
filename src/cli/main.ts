import { Command, InvalidArgumentError, Option } from 'commander';
import { Fault } from '../kernel/index.ts';
import type { AskOptions } from './commands/ask.ts';
import type { PublishOptions } from './commands/edition.ts';
import { readConfig } from './config.ts';
import { exit, type Exit } from './exit.ts';
import { complain } from './output.ts';

const config = readConfig();
interface Json {
  readonly json?: boolean;
}

/** Every command ends with one of the exit codes by name. It is loaded when it is called, so that none waits for the others. */
const ends =
  <Args extends unknown[]>(command: (...args: Args) => Promise<Exit>) =>
  async (...args: Args): Promise<void> => {
    process.exitCode = await command(...args);
  };

/** An option that may be given more than once. */
const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** A day that exists, as YYYY-MM-DD. */
const day = (value: string): string => {
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
  if (!isDay) throw new InvalidArgumentError('write a day that exists, as YYYY-MM-DD.');
  return value;
};

const people = (value: string): string => {
  if (!/^\d{1,4}$/.test(value) || Number(value) > 2000)
    throw new InvalidArgumentError('write a number from 0 to 2000.');
  return value;
};

const port = (value: string): string => {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('write a number from 0 to 65535.');
  return value;
};

const program = new Command('gatehouse')
  .description("Runs a school's ICT acceptable use policy.")
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 refused (what was asked for does not hold), 3 invalid (the input could not be understood).',
  )
  .configureOutput({ writeErr: (text) => complain(text.trimEnd()) })
  .exitOverride();

program
  .command('start')
  .description('serve pages and API on the embedded store, or on the server named by GATEHOUSE_DATABASE')
  .option('--port <number>', 'port to listen on', port)
  .option('--host <address>', 'address to listen on')
  .option('--quiet', 'no log of requests')
  .option('--sample', 'fill schools that have nobody with invented people, whom anybody may be')
  .option('--people <number>', 'with --sample: so many more people in each school, up to 2000', people)
  .action(
    ends(
      async (options: { port?: string; host?: string; quiet?: boolean; sample?: boolean; people?: string }) =>
        (await import('./commands/start.ts')).start(config, options),
    ),
  );

const policy = program.command('policy').description('work with packs');
policy
  .command('check [pack...]')
  .description('load packs and name everything that is wrong with them')
  .option('--json', 'as JSON')
  .action(
    ends(async (names: string[], options: Json) =>
      (await import('./commands/policy-check.ts')).checkPacks(config, names, options),
    ),
  );
policy
  .command('test [pack...]')
  .description('run the cases that packs carry')
  .option('--json', 'as JSON')
  .action(
    ends(async (names: string[], options: Json) =>
      (await import('./commands/policy-test.ts')).testPacks(config, names, options),
    ),
  );
policy
  .command('lint [pack...]')
  .description('say what a reader of the policy would miss')
  .option('--json', 'as JSON')
  .action(
    ends(async (names: string[], options: Json) =>
      (await import('./commands/policy-lint.ts')).lintPacks(config, names, options),
    ),
  );
policy
  .command('compare <one> <other>')
  .description('compare what two packs say, act by act')
  .option('--all', 'also what is the same and what only one speaks of')
  .option('--json', 'as JSON')
  .action(
    ends(async (one: string, other: string, options: Json & { all?: boolean }) =>
      (await import('./commands/policy-compare.ts')).comparePacks(config, one, other, options),
    ),
  );
policy
  .command('trace [pack...]')
  .description('compare traces with a catalogue of rules')
  .requiredOption('--catalogue <folder>', 'folder with the catalogue, one JSON rule a line')
  .option('--json', 'as JSON')
  .action(
    ends(async (names: string[], options: Json & { catalogue: string }) =>
      (await import('./commands/policy-trace.ts')).tracePacks(config, names, options),
    ),
  );
policy
  .command('export <pack>')
  .description('write a pack in another form')
  .requiredOption('--to <form>', 'cedar, odrl or json')
  .option('--entities', 'with cedar: the acts and things as entities')
  .action(
    ends(async (name: string, options: { to: string; entities?: boolean }) =>
      (await import('./commands/policy-export.ts')).exportPack(config, name, options),
    ),
  );

program
  .command('vocabulary')
  .description('list the words in which questions and packs are written')
  .option('--pack <name>', "with a pack's own words")
  .option('--json', 'as JSON')
  .action(
    ends(async (options: Json & { pack?: string }) =>
      (await import('./commands/vocabulary.ts')).showVocabulary(config, options),
    ),
  );

program
  .command('ask [question]')
  .description('ask what the policy says, in plain English or in batches')
  .requiredOption('--pack <name>', 'the pack to ask')
  .option('--as <role>', 'who asks; may be given more than once', gather)
  .option('--fact <name=value>', 'what is known; may be given more than once', gather)
  .option('--batch', 'read questions as JSON lines from standard input')
  .option('--json', 'as JSON')
  .action(
    ends(async (question: string | undefined, options: AskOptions) =>
      (await import('./commands/ask.ts')).ask(config, question, options),
    ),
  );

const edition = program.command('edition').description('publish and list editions');
edition
  .command('publish <pack>')
  .description("publish a pack as the school's next edition")
  .option('--minute <text>', "the governing board's minute")
  .option('--from <date>', 'first day in force, YYYY-MM-DD', day)
  .addOption(new Option('--change <kind>', 'what kind of change it is').choices(['minor', 'material']))
  .option('--json', 'as JSON')
  .action(
    ends(async (name: string, options: PublishOptions) =>
      (await import('./commands/edition.ts')).publishEdition(config, name, options),
    ),
  );
edition
  .command('list <pack>')
  .description('list published editions')
  .option('--json', 'as JSON')
  .action(
    ends(async (name: string, options: Json) =>
      (await import('./commands/edition.ts')).listEditions(config, name, options),
    ),
  );

program
  .command('gaps <pack>')
  .description('list what a policy could not answer, with the words people typed')
  .option('--json', 'as JSON')
  .action(
    ends(async (name: string, options: Json) =>
      (await import('./commands/gaps.ts')).showGaps(config, name, options),
    ),
  );

const ledger = program.command('ledger').description('what happened, for whoever verifies it');
ledger
  .command('key <pack>')
  .description('print the public key by which anybody verifies the ledger of a school')
  .option('--json', 'as JSON')
  .action(
    ends(async (name: string, options: Json) =>
      (await import('./commands/ledger.ts')).showLedgerKey(config, name, options),
    ),
  );
ledger
  .command('export <pack> <file>')
  .description('write the whole ledger of a school to a new file')
  .option('--personal', 'with the personal parts that are still kept')
  .option('--json', 'as JSON')
  .action(
    ends(async (name: string, file: string, options: Json & { personal?: boolean }) =>
      (await import('./commands/ledger.ts')).writeLedger(config, name, file, options),
    ),
  );

const store = program.command('store').description('back up and restore the store');
store
  .command('backup <file>')
  .description('back up the store into a new file, while it runs or not')
  .option('--json', 'as JSON')
  .action(
    ends(async (file: string, options: Json) =>
      (await import('./commands/store.ts')).backUpStore(config, file, options),
    ),
  );
store
  .command('restore <file>')
  .description('restore a backup into the empty data directory')
  .option('--json', 'as JSON')
  .action(
    ends(async (file: string, options: Json) =>
      (await import('./commands/store.ts')).restoreStore(config, file, options),
    ),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** What went wrong, in words and as an exit code. A mistake of ours shows its trace. */
function explain(error: unknown): Exit {
  if (error instanceof Fault) {
    complain(`${error.message}${error.help ? `\n${error.help}` : ''}`);
    return error.status < 500 || error.code === 'PACK_BROKEN' ? exit.invalid : exit.failed;
  }
  const code = (error as { code?: string }).code ?? '';
  if (code.startsWith('commander.'))
    return (error as { exitCode: number }).exitCode === 0 ? exit.done : exit.invalid;
  // A port in use or a folder that is missing is no mistake of ours: the system's own sentence says it best.
  if (error instanceof Error && 'syscall' in error) {
    complain(error.message);
    return exit.failed;
  }
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exit.failed;
}

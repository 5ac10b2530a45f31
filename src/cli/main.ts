import { Command, InvalidArgumentError, Option } from 'commander';
import { Fault } from '../kernel/index.ts';
import { ask, type AskOptions } from './commands/ask.ts';
import { listEditions, publishEdition, type PublishOptions } from './commands/edition.ts';
import { showGaps } from './commands/gaps.ts';
import { checkPacks } from './commands/policy-check.ts';
import { comparePacks } from './commands/policy-compare.ts';
import { exportPack } from './commands/policy-export.ts';
import { lintPacks } from './commands/policy-lint.ts';
import { testPacks } from './commands/policy-test.ts';
import { tracePacks } from './commands/policy-trace.ts';
import { start } from './commands/start.ts';
import { backUpStore, restoreStore } from './commands/store.ts';
import { showVocabulary } from './commands/vocabulary.ts';
import { readConfig } from './config.ts';
import { exit, type Exit } from './exit.ts';
import { complain } from './output.ts';

const config = readConfig();
interface Json {
  readonly json?: boolean;
}

/** Every command ends with one of the exit codes by name. */
const ends =
  <Args extends unknown[]>(command: (...args: Args) => Exit | Promise<Exit>) =>
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
  .action(ends((options: { port?: string; host?: string; quiet?: boolean }) => start(config, options)));

const policy = program.command('policy').description('work with packs');
policy
  .command('check [pack...]')
  .description('load packs and name everything that is wrong with them')
  .option('--json', 'as JSON')
  .action(ends((names: string[], options: Json) => checkPacks(config, names, options)));
policy
  .command('test [pack...]')
  .description('run the cases that packs carry')
  .option('--json', 'as JSON')
  .action(ends((names: string[], options: Json) => testPacks(config, names, options)));
policy
  .command('lint [pack...]')
  .description('say what a reader of the policy would miss')
  .option('--json', 'as JSON')
  .action(ends((names: string[], options: Json) => lintPacks(config, names, options)));
policy
  .command('compare <one> <other>')
  .description('compare what two packs say, act by act')
  .option('--all', 'also what is the same and what only one speaks of')
  .option('--json', 'as JSON')
  .action(
    ends((one: string, other: string, options: Json & { all?: boolean }) =>
      comparePacks(config, one, other, options),
    ),
  );
policy
  .command('trace [pack...]')
  .description('compare traces with a catalogue of rules')
  .requiredOption('--catalogue <folder>', 'folder with the catalogue, one JSON rule a line')
  .option('--json', 'as JSON')
  .action(
    ends((names: string[], options: Json & { catalogue: string }) => tracePacks(config, names, options)),
  );
policy
  .command('export <pack>')
  .description('write a pack in another form')
  .requiredOption('--to <form>', 'cedar, odrl or json')
  .option('--entities', 'with cedar: the acts and things as entities')
  .action(
    ends((name: string, options: { to: string; entities?: boolean }) => exportPack(config, name, options)),
  );

program
  .command('vocabulary')
  .description('list the words in which questions and packs are written')
  .option('--pack <name>', "with a pack's own words")
  .option('--json', 'as JSON')
  .action(ends((options: Json & { pack?: string }) => showVocabulary(config, options)));

program
  .command('ask [question]')
  .description('ask what the policy says, in plain English or in batches')
  .requiredOption('--pack <name>', 'the pack to ask')
  .option('--as <role>', 'who asks; may be given more than once', gather)
  .option('--fact <name=value>', 'what is known; may be given more than once', gather)
  .option('--batch', 'read questions as JSON lines from standard input')
  .option('--json', 'as JSON')
  .action(ends((question: string | undefined, options: AskOptions) => ask(config, question, options)));

const edition = program.command('edition').description('publish and list editions');
edition
  .command('publish <pack>')
  .description("publish a pack as the school's next edition")
  .option('--minute <text>', "the governing board's minute")
  .option('--from <date>', 'first day in force, YYYY-MM-DD', day)
  .addOption(new Option('--change <kind>', 'what kind of change it is').choices(['minor', 'material']))
  .option('--json', 'as JSON')
  .action(ends((name: string, options: PublishOptions) => publishEdition(config, name, options)));
edition
  .command('list <pack>')
  .description('list published editions')
  .option('--json', 'as JSON')
  .action(ends((name: string, options: Json) => listEditions(config, name, options)));

program
  .command('gaps <pack>')
  .description('list what a policy could not answer, with the words people typed')
  .option('--json', 'as JSON')
  .action(ends((name: string, options: Json) => showGaps(config, name, options)));

const store = program.command('store').description('back up and restore the store');
store
  .command('backup <file>')
  .description('back up the store into a new file, while it runs or not')
  .option('--json', 'as JSON')
  .action(ends((file: string, options: Json) => backUpStore(config, file, options)));
store
  .command('restore <file>')
  .description('restore a backup into the empty data directory')
  .option('--json', 'as JSON')
  .action(ends((file: string, options: Json) => restoreStore(config, file, options)));

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

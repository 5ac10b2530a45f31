import { Command } from 'commander';
import { Fault } from '../kernel/index.ts';
import { askBatch } from './commands/ask.ts';
import { checkPacks } from './commands/policy-check.ts';
import { testPacks } from './commands/policy-test.ts';
import { tracePacks } from './commands/policy-trace.ts';
import { readConfig } from './config.ts';
import { exit, type Exit } from './exit.ts';
import { complain } from './output.ts';

const config = readConfig();
const finish = (code: Exit) => {
  process.exitCode = code;
};

const program = new Command('gatehouse')
  .description("Runs a school's ICT acceptable use policy.")
  .configureOutput({ writeErr: (text) => complain(text.trimEnd()) })
  .exitOverride();

const policy = program.command('policy').description('work with packs');
policy
  .command('check [pack...]')
  .description('load packs and name everything that is wrong with them')
  .option('--json', 'as JSON')
  .action((names: string[], options: { json?: boolean }) => finish(checkPacks(config, names, options)));
policy
  .command('test [pack...]')
  .description('run the cases that packs carry')
  .option('--json', 'as JSON')
  .action((names: string[], options: { json?: boolean }) => finish(testPacks(config, names, options)));
policy
  .command('trace [pack...]')
  .description('compare traces with a catalogue of rules')
  .requiredOption('--catalogue <folder>', 'folder with the catalogue, one JSON rule a line')
  .option('--json', 'as JSON')
  .action((names: string[], options: { catalogue: string; json?: boolean }) => finish(tracePacks(config, names, options)));

program
  .command('ask [question]')
  .description('ask what the policy says')
  .requiredOption('--pack <name>', 'the pack to ask')
  .option('--batch', 'read questions as JSON lines from standard input')
  .action((_question: string | undefined, options: { pack: string }) => finish(askBatch(config, options)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof Fault) {
    complain(`${error.message}${error.help ? `\n${error.help}` : ''}`);
    finish(error.status < 500 || error.code === 'PACK_BROKEN' ? exit.invalid : exit.failed);
  } else if ((error as { code?: string }).code?.startsWith('commander.')) {
    finish((error as { exitCode: number }).exitCode === 0 ? exit.done : exit.invalid);
  } else throw error;
}

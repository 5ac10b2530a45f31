import { readFileSync } from 'node:fs';
import { decide, type Policy, presentVerdict, type RawQuestion, understand } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { openLibrary, policyOf } from '../library.ts';
import { complain, print } from '../output.ts';

/** Answers questions given as JSON lines on standard input with verdicts as JSON lines. */
export function askBatch(config: Config, options: { pack: string }): Exit {
  const policy = policyOf(openLibrary(config, [options.pack]), options.pack);
  let outcome: Exit = exit.done;
  for (const [index, line] of readFileSync(0, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const answered = answerLine(policy, line, index + 1);
    if ('problems' in answered && !('verdict' in answered)) outcome = exit.invalid;
    print(JSON.stringify(answered));
  }
  if (outcome === exit.invalid) complain('some questions could not be understood; see `problems` in the lines above');
  return outcome;
}

function answerLine(policy: Policy, line: string, number: number): Record<string, unknown> {
  let raw: RawQuestion & { id?: string };
  try {
    raw = JSON.parse(line) as RawQuestion & { id?: string };
  } catch {
    return { line: number, problems: [{ code: 'JSON_BROKEN', at: '', message: `line ${number} is not JSON` }] };
  }
  const understood = understand({ ...raw, as: raw.as ?? [] }, policy.vocabulary);
  const id = raw.id === undefined ? { line: number } : { id: raw.id };
  if (!understood.question) return { ...id, problems: understood.problems };
  return { ...id, ...presentVerdict(decide(policy, understood.question)) };
}

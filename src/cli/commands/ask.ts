import { createInterface } from 'node:readline/promises';
import { Fault } from '../../kernel/index.ts';
import {
  decide,
  explainVerdict,
  finderFor,
  type Found,
  type Policy,
  presentVerdict,
  type Question,
  type RawQuestion,
  understand,
  type Verdict,
} from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { cliFault } from '../errors.ts';
import { exit, type Exit } from '../exit.ts';
import { openLibrary, policyOf } from '../library.ts';
import { complain, print, printJson } from '../output.ts';

export interface AskOptions {
  readonly pack: string;
  readonly as?: readonly string[];
  readonly batch?: boolean;
  readonly fact?: readonly string[];
  readonly json?: boolean;
}

/** Asks in plain English: finds the act, asks for the facts that matter, answers. */
export async function ask(config: Config, words: string | undefined, options: AskOptions): Promise<Exit> {
  const [key] = [options.pack.replace(/\/+$/, '').split('/').at(-1) as string];
  const policy = policyOf(openLibrary(config, [key]), key);
  if (options.batch) return askBatch(policy);
  if (words === undefined || words.trim() === '')
    throw cliFault('QUESTION_MISSING', 'no question was given', {
      status: 400,
      help: 'put the question in quotes, or use --batch',
    });
  if (!options.as || options.as.length === 0)
    throw cliFault('QUESTION_MISSING', 'who is asking was not given', {
      status: 400,
      help: 'say who asks, for example --as staff',
    });
  const isTalking = process.stdin.isTTY && process.stdout.isTTY && !options.json;
  const talk = isTalking ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    const found = await choose(finderFor(policy.vocabulary, [policy]).find(words, 5), talk);
    if (!found) {
      print('Nothing in the vocabulary fits these words. Try others.');
      return exit.refused;
    }
    return await interview(policy, found, options, talk);
  } finally {
    talk?.close();
  }
}

type Talk = ReturnType<typeof createInterface> | undefined;

async function choose(found: readonly Found[], talk: Talk): Promise<Found | undefined> {
  if (!talk || found.length < 2) return found[0];
  print('Which of these is it?');
  found.forEach((each, index) => print(`  ${index + 1}. ${each.name}`));
  const chosen = Number(await talk.question('Number (1): ')) || 1;
  return found[chosen - 1] ?? found[0];
}

async function interview(policy: Policy, found: Found, options: AskOptions, talk: Talk): Promise<Exit> {
  const facts: Record<string, unknown> = Object.fromEntries((options.fact ?? []).map(factOf));
  const unknown = new Set<string>();
  for (;;) {
    const question = understoodOrFault(policy, { as: options.as ?? [], [found.kind]: found.id, facts });
    const verdict = decide(policy, question);
    const wanted = verdict.dependsOn.find((fact) => fact !== 'thing' && !unknown.has(fact));
    if (!talk || wanted === undefined) return tell(policy, found, question, verdict, options);
    const fact = policy.vocabulary.facts.find(wanted);
    const choices =
      fact?.type === 'choice'
        ? ` (${fact.values
            .all()
            .map((value) => value.id)
            .join(', ')})`
        : ' (yes, no)';
    const said = (await talk.question(`${fact?.ask ?? wanted}${choices} `)).trim();
    if (said === '') unknown.add(wanted);
    else facts[wanted] = said;
  }
}

/** "place=home" as a fact with its value. */
function factOf(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  throw cliFault('FACT_UNCLEAR', `\`${pair}\` is not a fact with a value`, { status: 400 });
}

function understoodOrFault(policy: Policy, raw: RawQuestion): Question {
  const understood = understand(raw, policy.vocabulary, policy.rules);
  if (understood.question) return understood.question;
  const [first] = understood.problems;
  throw new Fault('QUESTION_NOT_UNDERSTOOD', first?.message ?? 'the question could not be understood', {
    status: 422,
    ...(first?.nearest && { help: `did you mean \`${first.nearest}\`?` }),
  });
}

function tell(policy: Policy, found: Found, question: Question, verdict: Verdict, options: AskOptions): Exit {
  if (options.json) {
    printJson({
      understood: { [found.kind]: found.id, name: found.name },
      facts: question.facts,
      ...presentVerdict(verdict),
    });
    return exit.done;
  }
  const told = explainVerdict(verdict, question, policy);
  print(
    `\n${found.kind === 'act' ? 'May I' : 'It happened:'} ${found.name}${found.kind === 'act' ? '?' : ''}\n`,
  );
  print(
    `  ${told.headline.toUpperCase()}${verdict.contested ? '  (contested: the policy is not clear here)' : ''}`,
  );
  print(`  ${told.summary}`);
  for (const clause of verdict.deciding) print(`\n  ${clause.number}  “${clause.text}”`);
  for (const step of told.steps) print(`\n  ${step}`);
  if (verdict.dependsOn.length > 0)
    print(
      `\n  It depends on: ${verdict.dependsOn.map((fact) => policy.vocabulary.facts.find(fact)?.ask ?? fact).join(' ')}\n  Say so with --fact NAME=VALUE: ${verdict.dependsOn.join(', ')}`,
    );
  if (told.presumed.length > 0) print(`\n  Taken for granted: ${told.presumed.join('; ')}`);
  print();
  return exit.done;
}

/** Answers questions given as JSON lines on standard input with verdicts as JSON lines. */
async function askBatch(policy: Policy): Promise<Exit> {
  let outcome: Exit = exit.done;
  for (const [index, line] of (await readStandardInput()).split('\n').entries()) {
    if (line.trim() === '') continue;
    const answered = answerLine(policy, line, index + 1);
    if (!('verdict' in answered)) outcome = exit.invalid;
    print(JSON.stringify(answered));
  }
  if (outcome === exit.invalid)
    complain('some questions could not be understood; see `problems` in the lines above');
  return outcome;
}

/** Waits for what a slow pipe has yet to bring, which reading all at once would not. */
async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function answerLine(policy: Policy, line: string, number: number): Record<string, unknown> {
  const raw = questionOf(line);
  if (!raw)
    return {
      line: number,
      problems: [{ code: 'JSON_BROKEN', at: '', message: `line ${number} is not a question as JSON` }],
    };
  const id = raw.id === undefined ? { line: number } : { id: raw.id };
  const understood = understand(raw, policy.vocabulary, policy.rules);
  if (!understood.question) return { ...id, problems: understood.problems };
  return { ...id, ...presentVerdict(decide(policy, understood.question)) };
}

type WithId = RawQuestion & { readonly id?: unknown };

/** A question of a line: nothing has checked it but this. One role may stand without its list. */
function questionOf(line: string): WithId | undefined {
  try {
    const raw: unknown = JSON.parse(line);
    if (!isMap(raw)) return undefined;
    const asked = { ...raw, as: typeof raw['as'] === 'string' ? [raw['as']] : raw['as'] };
    return isQuestion(asked) ? asked : undefined;
  } catch {
    return undefined;
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function isQuestion(raw: Record<string, unknown>): raw is WithId & Record<string, unknown> {
  const { as, facts, permissions } = raw;
  return (
    areTexts(as) &&
    ['mode', 'act', 'event', 'thing'].every((field) => isText(raw[field])) &&
    (facts === undefined || isMap(facts)) &&
    (permissions === undefined || (Array.isArray(permissions) && permissions.every(isPermission)))
  );
}

const isPermission = (raw: unknown): boolean =>
  isMap(raw) &&
  areTexts(raw['by']) &&
  ['clause', 'act', 'thing'].every((field) => isText(raw[field])) &&
  (raw['written'] === undefined || typeof raw['written'] === 'boolean');

import type { Clause } from './clause.ts';
import type { Case, Pack } from './pack.ts';
import { caseSchema } from './pack-schema.ts';
import { type Outcome, type RawQuestion, understand } from './question.ts';
import type { Problem, Source } from './reading.ts';
import { type CheckClause, type Data, listOf, partyOf, type Say } from './resolving-names.ts';
import { checkShape } from './shape.ts';

/** Questions with the answers they must get, from `cases.yaml`. */
export function casesOf(
  source: Source | undefined,
  vocabulary: Pack['vocabulary'],
  checkClause: CheckClause,
  say: Say,
  problems: Problem[],
): Case[] {
  const seen = new Set<string>();
  return ((source?.data ?? []) as Data[]).flatMap((data, index) => {
    const at = source as Source;
    const shape = checkShape(caseSchema, data, at, [index]);
    if (shape.length > 0) {
      problems.push(...shape);
      return [];
    }
    const id = String(data['id']);
    if (seen.has(id)) say('ID_TWICE', at, [index, 'id'], `case \`${id}\` stands twice`);
    seen.add(id);
    const understood = understand(data as unknown as RawQuestion, vocabulary);
    for (const problem of understood.problems)
      say(problem.code, at, [index, ...problem.at.split('.')], problem.message, problem.nearest);
    const expect = data['expect'] as Data;
    const clauses = listOf(expect['clauses']);
    for (const clause of clauses)
      if (!clause.includes(':')) checkClause(clause, at, [index, 'expect', 'clauses']);
    if (!understood.question) return [];
    return [
      { id, ask: String(data['ask']), question: understood.question, expect: expectationOf(expect, clauses) },
    ];
  });
}

function expectationOf(expect: Data, clauses: string[]): Case['expect'] {
  const verdict =
    expect['verdict'] === true
      ? 'yes'
      : expect['verdict'] === false
        ? 'no'
        : (expect['verdict'] as Outcome | undefined);
  return {
    ...(verdict !== undefined && { verdict }),
    clauses,
    ...(expect['contested'] !== undefined && { contested: expect['contested'] === true }),
    ...(expect['from'] !== undefined && { from: partyOf(expect['from']) }),
    ...(expect['to'] !== undefined && { to: partyOf(expect['to']) }),
    dependsOn: listOf(expect['depends-on']),
    ...(expect['strength'] !== undefined && { strength: expect['strength'] as Clause['strength'] }),
  };
}

/** Which clause carries each rule of a catalogue, from `trace.yaml`. */
export function traceOf(source: Source | undefined, checkClause: CheckClause): Pack['trace'] {
  const trace = new Map<string, { clauses: readonly string[]; none?: string }>();
  for (const [rule, entry] of Object.entries((source?.data ?? {}) as Data)) {
    const none = (entry as { none?: string }).none;
    if (typeof entry === 'object' && !Array.isArray(entry) && none !== undefined) {
      trace.set(rule, { clauses: [], none });
      continue;
    }
    const clauses = listOf(entry);
    for (const clause of clauses) checkClause(clause, source as Source, [rule]);
    trace.set(rule, { clauses });
  }
  return trace;
}

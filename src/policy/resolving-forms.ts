import type { Party } from './clause.ts';
import type { Agreement, Ruling, UnderstandingQuestion } from './pack.ts';
import type { Source } from './reading.ts';
import { type CheckClause, type Data, listOf, type NameResolver, type Say } from './resolving-names.ts';

/** The forms that people sign, from `agreements.yaml`. */
export function agreementsOf(
  source: Source | undefined,
  resolver: NameResolver,
  checkClause: CheckClause,
  say: Say,
): Agreement[] {
  const seen = new Set<string>();
  return ((source?.data ?? []) as Data[]).map((data, index) => {
    const at = source as Source;
    const id = String(data['id']);
    if (seen.has(id)) say('ID_TWICE', at, [index, 'id'], `form \`${id}\` stands twice`);
    seen.add(id);
    for (const [place, clause] of listOf(data['clauses']).entries())
      checkClause(clause, at, [index, 'clauses', place]);
    const role = (field: string) =>
      data[field] === undefined ? {} : { [field]: resolver.role(String(data[field]), at, [index, field]) };
    return {
      id,
      title: String(data['title']),
      ...(data['intro'] !== undefined && { intro: String(data['intro']) }),
      ...(data['text'] !== undefined && { text: String(data['text']) }),
      signs: listOf(data['signs']).map((name, place) => resolver.role(name, at, [index, 'signs', place])),
      ...role('countersigns'),
      ...role('behalf'),
      dates: Number(data['dates'] ?? 1),
      clauses: listOf(data['clauses']),
      questions: questionsOf(data, (place, field, message) =>
        say('FORM_QUESTION', at, [index, 'questions', place, field], message),
      ),
    };
  });
}

/** What a form asks before it is signed: of a clause that stands in it, with a right choice among those offered. */
function questionsOf(
  data: Data,
  say: (place: number, field: string, message: string) => void,
): UnderstandingQuestion[] {
  const questions = (data['questions'] ?? []) as UnderstandingQuestion[];
  const clauses = new Set(listOf(data['clauses']));
  for (const [place, { clause, choices, right }] of questions.entries()) {
    if (!clauses.has(clause)) say(place, 'clause', `clause \`${clause}\` does not stand in this form`);
    if (right > choices.length) say(place, 'right', `there is no choice ${right}`);
  }
  return questions;
}

/** Points that somebody entitled has settled, from `rulings.yaml`. */
export function rulingsOf(
  source: Source | undefined,
  resolver: NameResolver,
  checkClause: CheckClause,
  say: Say,
): Ruling[] {
  return ((source?.data ?? []) as Data[]).map((data, index) => {
    const at = source as Source;
    const question = data['question'] as Data;
    for (const [place, clause] of listOf(data['settles']).entries())
      checkClause(clause, at, [index, 'settles', place]);
    for (const field of ['on', 'until']) {
      if (data[field] !== undefined && !isDay(String(data[field])))
        say('DATE_IMPOSSIBLE', at, [index, field], `\`${String(data[field])}\` is not a day`);
    }
    const when = resolver.condition(question['when'], at, [index, 'question', 'when']);
    const from: Party | undefined =
      data['from'] === undefined ? undefined : resolver.party(data['from'], at, [index, 'from']);
    return {
      id: String(data['id']),
      settles: listOf(data['settles']),
      act: resolver.act(String(question['act']), at, [index, 'question', 'act']),
      who: listOf(question['who']).map((name, place) =>
        resolver.role(name, at, [index, 'question', 'who', place]),
      ),
      ...(question['thing'] !== undefined && {
        thing: resolver.thing(String(question['thing']), at, [index, 'question', 'thing']),
      }),
      ...(when && { when }),
      verdict: data['verdict'] as Ruling['verdict'],
      ...(from && { from }),
      by: resolver.role(String(data['by']), at, [index, 'by']),
      on: String(data['on']),
      ...(data['until'] !== undefined && { until: String(data['until']) }),
      because: String(data['because']),
    };
  });
}

/** A day that exists, as YYYY-MM-DD. */
const isDay = (text: string) =>
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

export * from './clause.ts';
export {
  type Changed,
  compareEditions,
  compareSchools,
  type EditionComparison,
  type SubjectComparison,
} from './comparing.ts';
export { type Candidate, compile, type Policy, type Rule } from './compiling.ts';
export { decide } from './deciding.ts';
export { policyErrors, policyFault, questionProblems, verdictProblems } from './errors.ts';
export {
  asMine,
  asYours,
  explainClause,
  explainVerdict,
  type Explanation,
  listed,
  nameOf,
  partyName,
  presumptions,
  roleName,
  whyLost,
  wordCondition,
  wordDuration,
  wordFact,
} from './explaining.ts';
export { toCedar, toOdrl } from './exporting/index.ts';
export { type Finder, finderFor, type Found } from './finding.ts';
export { type Finding, type FindingKind, findingKinds } from './lint-finding.ts';
export { type LawEdition, lint } from './linting.ts';
export { type FactData, listVocabulary, type VocabularyData, type WordData } from './listing.ts';
export { type Library, loadLibrary, packNames, requireLibrary, wordProblem } from './loading.ts';
export {
  type Agreement,
  type Case,
  clauseOf,
  clausesOf,
  type Doubt,
  type Pack,
  type PackRole,
  type Ruling,
  type Section,
  type Setting,
  type UnderstandingQuestion,
} from './pack.ts';
export {
  type PartyData,
  partiesOf,
  presentVerdict,
  type RouteData,
  shownClauses,
  type VerdictData,
} from './presenting.ts';
export { problemCodes } from './problems.ts';
export {
  type Misunderstanding,
  modes,
  type Mode,
  type Outcome,
  outcomes,
  type Permission,
  type Question,
  type RawPermission,
  type RawQuestion,
  understand,
  type Understood,
} from './question.ts';
export type { Problem } from './reading.ts';
export { type Sealed, seal, unseal } from './sealing.ts';
export { followingClauses } from './relating.ts';
export { type CaseResult, runCases } from './testing.ts';
export { readCatalogue, traceAgainst, type TraceResult } from './tracing.ts';
export type { Against, Route, Verdict } from './verdict.ts';
export type { Act, Fact, FactValue, Thing, Vocabulary } from './vocabulary.ts';
export { asId, Lexicon, type Word } from './words.ts';

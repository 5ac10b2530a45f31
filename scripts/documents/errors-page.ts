import { batchProblems, cliErrors } from '../../src/cli/errors.ts';
import { accountErrors, factorErrors } from '../../src/accounts/index.ts';
import { agreementErrors } from '../../src/agreements/index.ts';
import { deadlineErrors } from '../../src/deadlines/index.ts';
import { editionErrors } from '../../src/editions/index.ts';
import { ledgerErrors } from '../../src/ledger/index.ts';
import { mailErrors } from '../../src/mail/index.ts';
import { peopleErrors } from '../../src/people/index.ts';
import { permissionErrors } from '../../src/permissions/index.ts';
import { intakeErrors } from '../../src/intake/index.ts';
import { reportErrors } from '../../src/reports/index.ts';
import { policyErrors, problemCodes, questionProblems, verdictProblems } from '../../src/policy/index.ts';
import { rosterErrors } from '../../src/roster/index.ts';
import { registerErrors } from '../../src/registers/index.ts';
import { storeErrors } from '../../src/store/index.ts';
import { verdictErrors } from '../../src/verdicts/index.ts';
import { webErrors } from '../../src/web/index.ts';

type Codes = Readonly<Record<string, string>>;

/** What the page is made of: a heading, a sentence, and codes with what to do about each. */
interface Part {
  readonly title: string;
  readonly about: string;
  readonly codes: Codes;
}

/** Faults, by the room that throws them, in the order of the rooms. */
export const faults: readonly Part[] = [
  { title: 'Store', about: 'The database, its directory, backups.', codes: storeErrors },
  { title: 'Ledger', about: 'What happened, kept so that nobody can change it unseen.', codes: ledgerErrors },
  { title: 'Policy', about: 'Packs and the vocabulary as a whole.', codes: policyErrors },
  { title: 'Deadlines', about: 'Clocks, bank holidays, lengths of time.', codes: deadlineErrors },
  { title: 'Editions', about: 'Publishing and reading editions.', codes: editionErrors },
  { title: 'People', about: 'Persons, roles, groups, families, comings and goings.', codes: peopleErrors },
  { title: 'Mail', about: 'Letters and the mail server.', codes: mailErrors },
  { title: 'Accounts', about: 'Signing in, passwords, invitations, sessions.', codes: accountErrors },
  { title: 'Second factors', about: 'Codes, passkeys, and sign-in by others.', codes: factorErrors },
  { title: 'Roster', about: 'Lists of people from the school’s information system.', codes: rosterErrors },
  { title: 'Agreements', about: 'What people sign, countersign and refuse.', codes: agreementErrors },
  { title: 'Registers', about: 'Lists that the school answers for, loans, checks.', codes: registerErrors },
  { title: 'Permissions', about: 'Requests, who answers them, and what they open.', codes: permissionErrors },
  { title: 'Reports', about: 'What people tell, who hears it, and what is done.', codes: reportErrors },
  { title: 'Intake', about: 'Letters that come in.', codes: intakeErrors },
  { title: 'Verdicts', about: 'Asking, and answers that were given.', codes: verdictErrors },
  { title: 'Web', about: 'Pages and the HTTP API.', codes: webErrors },
  { title: 'Command line', about: 'What was typed after `gatehouse`.', codes: cliErrors },
];

/** Codes that stand in answers and reports, and are never thrown. */
export const carried: readonly Part[] = [
  {
    title: 'Problems in a pack or in the vocabulary',
    about:
      '`gatehouse policy check` prints each with its file, its line and the nearest known word. A pack with a problem does not load.',
    codes: problemCodes,
  },
  {
    title: 'Problems in a verdict',
    about:
      'The verdict holds, but the policy leaves something open. They stand in `problems` of a verdict over the API or with `--json`.',
    codes: verdictProblems,
  },
  {
    title: 'Problems in a question',
    about:
      'A question that is not understood names its problems by the codes for words above (`ACT_UNKNOWN`, `FACT_VALUE` and the like). There are a few more.',
    codes: { ...questionProblems, ...batchProblems },
  },
];

const part = ({ title, about, codes }: Part): string =>
  [
    `### ${title}`,
    about,
    [
      '| code | what to do |',
      '|---|---|',
      ...Object.entries(codes).map(([code, help]) => `| \`${code}\` | ${help} |`),
    ].join('\n'),
  ].join('\n\n');

/** `docs/errors.md`. */
export const errorsPage = (): string =>
  `<!-- Written by scripts/write-docs.ts from the code; change the code, not this page. -->

# Errors

Every code that Gatehouse shows, with what to do about it. Codes never change their meaning; messages may be reworded.

## Faults

Something that should have worked did not. A command prints the message and what to do, and ends with \`1\` (failed) or \`3\` (invalid input).
The API answers with problem details (RFC 9457) whose \`code\` is one of these; a page says it in a sentence. A failure of ours also has a number,
under which the log tells more.

${faults.map(part).join('\n\n')}

## Codes in reports and answers

${carried.map(part).join('\n\n')}
`;

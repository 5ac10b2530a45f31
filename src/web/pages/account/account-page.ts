import { isOver, type PasswordAge, type Session, type Viewer } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Html, html } from '../../html/index.ts';
import { mayUse } from '../../powers.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { hidden, summaryOf, type Wrong } from '../factors/forms.ts';
import { ageWarning, newPasswordField, oldPasswordField } from '../signing-in/password-field.ts';
import { accountAddress } from './addresses.ts';
import { browserName } from './browser-name.ts';
import { wordMoment } from './moments.ts';

export interface AccountPageOptions {
  readonly school: School;
  readonly viewer: Viewer;
  /** None for pupils, who sign in on their class's page. */
  readonly userName: string | undefined;
  readonly sessions: readonly Session[];
  readonly age: PasswordAge | undefined;
  readonly now: Date;
  readonly wrong?: Wrong | undefined;
  /** What has just been done. */
  readonly done?: 'password' | 'sessions' | undefined;
}

const doneWords = {
  password: 'Your password is changed. You are signed out everywhere else.',
  sessions: 'That is ended.',
} as const;

/** What somebody's account is made of, and where they are signed in. */
export function accountPage(options: AccountPageOptions): Html {
  const { school, viewer, userName, wrong, done } = options;
  return schoolPage(school, {
    title: 'Your account',
    viewer,
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}${done && html`<div class="govuk-inset-text" role="status">${doneWords[done]}</div>`}
${pageHeading('Your account', school.name)}
${summaryList({
  rows: [
    { key: { text: 'Name' }, value: { text: viewer.name } },
    ...(userName === undefined ? [] : [{ key: { text: 'User name' }, value: { text: userName } }]),
  ],
})}
<p class="govuk-body">If your name is wrong, tell the school office.</p>
${userName !== undefined && html`${furtherLinks(school, viewer)}${passwordForm(options)}`}
${sessionList(options)}`,
  });
}

const furtherLinks = (
  school: School,
  viewer: Viewer,
): Html => html`<h2 class="govuk-heading-m">Ways to sign in</h2>
<p class="govuk-body"><a class="govuk-link" href="${address.factors(school.key)}">Second factors, passkeys and recovery codes</a></p>
${mayUse('class.see', viewer.roles) && html`<p class="govuk-body"><a class="govuk-link" href="${accountAddress.classes(school.key)}">How pupils of your classes sign in</a></p>`}`;

const passwordForm = ({
  school,
  age,
  wrong,
  userName,
}: AccountPageOptions): Html => html`<h2 class="govuk-heading-m" id="password-heading">Change your password</h2>
${ageWarning(age)}
<form method="post" action="${accountAddress.password(school.key)}" novalidate>
<input type="text" name="user-name" value="${userName}" autocomplete="username" hidden>
${oldPasswordField('Old password', wrong)}
${newPasswordField(wrong)}
${button({ text: 'Change the password' })}
</form>
<h2 class="govuk-heading-m">Does somebody else know your password?</h2>
<p class="govuk-body">Say so: you are signed out everywhere, and set a new one when you sign in again. If you cannot sign in then, set it by a letter.</p>
<form method="post" action="${accountAddress.told(school.key)}">${button({ text: 'Somebody may know it', classes: 'govuk-button--secondary' })}</form>`;

function sessionList({ school, viewer, userName, sessions, now }: AccountPageOptions): Html {
  const live = sessions.filter((session) => !isOver(session, now));
  return html`<h2 class="govuk-heading-m">Where you are signed in</h2>
<p class="govuk-body">${userName === undefined ? 'Is there one that you do not know? End it, and tell your teacher.' : 'End what you do not know, and change your password.'}</p>
${live.map((session) => sessionCard(school, session, session.id === viewer.sessionId, now))}
${live.length > 1 && html`<form method="post" action="${accountAddress.othersEnd(school.key)}">${button({ text: 'Sign out everywhere else', classes: 'govuk-button--secondary' })}</form>`}`;
}

const sessionCard = (school: School, session: Session, isHere: boolean, now: Date): Html =>
  html`${summaryList({
    rows: [
      {
        key: { text: 'Browser' },
        value: { text: isHere ? `${browserName(session.agent)} (this one)` : browserName(session.agent) },
      },
      { key: { text: 'From' }, value: { text: session.address } },
      { key: { text: 'Since' }, value: { text: wordMoment(session.begunAt, now) } },
      { key: { text: 'Last used' }, value: { text: isHere ? 'now' : wordMoment(session.seenAt, now) } },
    ],
  })}
${
  !isHere &&
  html`<form method="post" action="${accountAddress.sessionEnd(school.key)}">${hidden('session', session.id)}${button(
    {
      html: html`End this one<span class="govuk-visually-hidden">: ${browserName(session.agent)}, since ${wordMoment(session.begunAt, now)}</span>`,
      classes: 'govuk-button--secondary',
    },
  )}</form>`
}`;

import { type Answered, type Browser, formOf, linkTo } from './browser.ts';
import { type Comer, userNameOf } from './first-day.ts';

/** What a comer is waited for between reading and signing. */
export type Reading = () => Promise<unknown>;

/**
 * Goes the way of somebody on the first day: signs in where there is no session yet, opens their page, follows the link to the
 * form, reads, signs, and sees the receipt. Gives the signature's id. @throws where an answer is not what it should be
 */
export async function come(browser: Browser, school: string, comer: Comer, read: Reading): Promise<string> {
  const base = `/schools/${school}`;
  if (comer.password !== undefined) await signIn(browser, base, comer);
  const mine = expect(200, await browser.get('own page', `${base}/my`));
  const page = expect(200, await browser.get('form', linkTo(mine.text, `${base}/my/agreements/`)));
  const form = formOf(page.text, '/signature');
  await read();
  form.fields.set('fullName', comer.name);
  form.fields.set('agrees', 'yes');
  const { location = '' } = expect(303, await browser.send('signature', form));
  const [, id] = /\/my\/signatures\/([\w-]+)\?done=signed$/.exec(location) ?? [];
  if (id === undefined) throw new Error(`after signing \`${location}\` came`);
  expect(200, await browser.get('receipt page', location));
  return id;
}

async function signIn(browser: Browser, base: string, { number, password = '' }: Comer): Promise<void> {
  const page = expect(200, await browser.get('sign-in page', `${base}/sign-in`));
  const form = formOf(page.text, '/session');
  form.fields.set('user-name', userNameOf(number));
  form.fields.set('password', password);
  expect(303, await browser.send('sign-in', form));
}

function expect(status: number, answered: Answered): Answered {
  if (answered.status === status) return answered;
  const [, said = ''] = /govuk-error-summary__body[^>]*>(.*?)<\/div>/s.exec(answered.text) ?? [];
  const words = said.replaceAll(/<[^>]*>|\s+/g, ' ').trim();
  throw new Error(`${answered.status} instead of ${status}: ${words} ${answered.location ?? ''}`);
}

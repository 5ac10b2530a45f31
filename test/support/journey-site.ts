import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { dueFor, show, sign, signsFirst } from '../../src/agreements/index.ts';
import { localDay } from '../../src/kernel/index.ts';
import { buildApp } from '../../src/web/index.ts';
import { openVisitor, type Visitor, type VisitorOptions, widths } from './browser.ts';
import { type SignedIn, signIn, type Who } from './signed-in.ts';
import { openTestSite, testLibrary, type TestSite } from './site.ts';

/** The five schools, and what the policy of each makes different for whoever signs. */
export const journeySchools = [
  { key: 'cambridge-steiner', form: 'acceptable-use-agreement', owesFactor: false },
  { key: 'hunwick', form: 'reading', owesFactor: false },
  { key: 'st-michaels', form: 'staff-agreement', owesFactor: false },
  { key: 'cpps', form: 'staff-agreement', owesFactor: false },
  { key: 'london-primary', form: 'user-agreement', owesFactor: true },
] as const;
export type JourneySchool = (typeof journeySchools)[number];

/** A browser on a desk with scripts, a phone without, and a phone with them. */
export const screens = {
  desk: { width: widths.desk, scripts: true },
  phone: { width: widths.phone, scripts: false },
  handset: { width: widths.phone, scripts: true },
} as const satisfies Record<string, VisitorOptions>;
export type Screen = keyof typeof screens;

/** Schools on one server, for people who sign in with a real browser. */
export interface JourneySite {
  readonly site: TestSite;
  /** `http://localhost:PORT`: passkeys and cookies of a session are for names, never for addresses of numbers. */
  readonly origin: string;
  /** A browser in which nobody is signed in. */
  open(screen: Screen): Promise<Visitor>;
  /** A browser in which somebody new with these roles is signed in, who has signed where nothing opens before. */
  enter(school: string, roles: readonly string[], screen: Screen, who?: Who): Promise<Entered>;
  close(): Promise<void>;
}

export interface Entered extends Visitor, SignedIn {}

/** Serves the schools of these keys on a free port. Letters are kept, and their links lead to this server. */
export async function startJourneys(
  schools: readonly string[] = journeySchools.map(({ key }) => key),
): Promise<JourneySite> {
  let origin = '';
  const packs = [...testLibrary().packs.values()].filter(({ key, isLaw }) => isLaw || schools.includes(key));
  const site = Object.assign(await openTestSite({ packs }), { origin: () => origin });
  const app = await buildApp(site);
  await app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  // Whoever looks at a page before its last style sheet is there asks for fonts that no page of ours uses.
  const open = async (screen: Screen) => {
    const visitor = await openVisitor(origin, screens[screen]);
    await visitor.context.route('**/assets/fonts/**', (route) => route.abort('aborted'));
    return visitor;
  };
  return {
    site,
    origin,
    open,
    async enter(school, roles, screen, who = {}) {
      const signedIn = await signIn(site, school, roles, who);
      if (signsFirst(site.answerer.school(school).policy, roles)) await signAll(site, school, signedIn, who);
      const visitor = await open(screen);
      const [name = '', value = ''] = signedIn.headers.cookie.split('=');
      await visitor.context.addCookies([
        { name, value, url: origin.replace('http:', 'https:'), httpOnly: true, sameSite: 'Lax' },
      ]);
      return { ...visitor, ...signedIn };
    },
    async close() {
      await app.close();
      await site.close();
    },
  };
}

/** Signs whatever somebody is asked to. */
async function signAll(site: TestSite, school: string, { personId }: SignedIn, who: Who): Promise<void> {
  const { store, forms, clock } = site;
  for (const due of await dueFor(store, forms, clock, school, personId)) {
    const text = await forms.text(school, due.form, due.wording, due.sinceEdition);
    const showingId = await show(store, clock, { school, personId, text });
    const signed = await sign(store, clock, {
      school,
      showingId,
      by: { personId },
      fullName: `${who.givenName ?? 'Hazel'} ${who.familyName ?? 'Example'}`,
      signedOn: localDay(clock.now()),
      proof: 'password',
      agent: 'test',
      address: '127.0.0.1',
      origin: site.origin(),
    });
    assert.ok('signatureId' in signed, JSON.stringify(signed));
  }
}

/** Follows a link of the page by its name. */
export async function follow({ page }: Visitor, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).first().click();
}

/** Presses a button of the page by its name. */
export async function press({ page }: Visitor, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).first().click();
}

/** Fills fields in by their labels. */
export async function fill({ page }: Visitor, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await page.getByRole('main').getByLabel(label, { exact: true }).fill(text);
}

/** The words of the page's main part, with single spaces. */
export const wordsOn = async ({ page }: Visitor): Promise<string> =>
  (await page.getByRole('main').innerText()).replace(/\s+/g, ' ').trim();

/** Holds the page to saying something. */
export async function says(visitor: Visitor, ...expected: readonly (string | RegExp)[]): Promise<void> {
  const words = await wordsOn(visitor);
  for (const each of expected)
    assert.ok(typeof each === 'string' ? words.includes(each) : each.test(words), `“${each}” in: ${words}`);
}

/** Presses what downloads a file; gives its bytes. */
export async function download({ page }: Visitor, name: string | RegExp): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name, exact: true })
      .or(page.getByRole('button', { name, exact: true }))
      .first()
      .click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

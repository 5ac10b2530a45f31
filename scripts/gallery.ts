// Shows the layout and the components on one page, to be looked at: `node scripts/gallery.ts [port]`.
// With `--check` it looks at itself: screenshots at three widths, and axe-core's findings, in the folder given.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Fastify, { type FastifyInstance } from 'fastify';
import { chromium, type Page } from 'playwright-core';
import { serveAssets } from '../src/web/assets/serving.ts';
import { accordion } from '../src/web/components/accordion.ts';
import { button } from '../src/web/components/button.ts';
import { characterCount } from '../src/web/components/character-count.ts';
import { checkboxes } from '../src/web/components/checkboxes.ts';
import { clauseCard } from '../src/web/components/clause-card.ts';
import { dateInput } from '../src/web/components/date-input.ts';
import { details } from '../src/web/components/details.ts';
import { diff } from '../src/web/components/diff.ts';
import { errorSummary } from '../src/web/components/error-summary.ts';
import { fileUpload } from '../src/web/components/file-upload.ts';
import { input } from '../src/web/components/input.ts';
import { insetText } from '../src/web/components/inset-text.ts';
import { notificationBanner } from '../src/web/components/notification-banner.ts';
import { pagination } from '../src/web/components/pagination.ts';
import { panel } from '../src/web/components/panel.ts';
import { passwordInput } from '../src/web/components/password-input.ts';
import { radios } from '../src/web/components/radios.ts';
import { select } from '../src/web/components/select.ts';
import { summaryList } from '../src/web/components/summary-list.ts';
import { tabs } from '../src/web/components/tabs.ts';
import { tag } from '../src/web/components/tag.ts';
import { taskList } from '../src/web/components/task-list.ts';
import { verdictPanel } from '../src/web/components/verdict-panel.ts';
import { warningText } from '../src/web/components/warning-text.ts';
import { wideTable } from '../src/web/components/wide-table.ts';
import { type Html, html } from '../src/web/html/index.ts';
import { CONTENT_SECURITY_POLICY, page } from '../src/web/layout/page.ts';

const WIDTHS = [320, 375, 1280] as const;

const section = (title: string, ...content: readonly Html[]): Html =>
  html`<h2 class="govuk-heading-m">${title}</h2>${content}`;

const verdicts = (): Html =>
  section(
    'Verdicts',
    verdictPanel({
      kind: 'yes',
      heading: 'You may take your school laptop home',
      text: 'It was issued to you on 4 September and is encrypted. Keep it out of sight in a car.',
      footer: html`<p>Decided by <a class="govuk-link" href="#clause-4.2">clause 4.2</a> of Edition 3.</p>`,
    }),
    verdictPanel({
      kind: 'no',
      heading: 'You may not keep pupils’ photographs on your own phone',
      text: 'Take them with a school camera, or move them to the school’s storage before you leave the site.',
    }),
    verdictPanel({
      kind: 'ask',
      heading: 'Ask the headteacher before you install software',
      html: html`<p class="govuk-body">The school business manager checks the licence first.</p>${button({ text: 'Ask for permission' })}`,
    }),
    verdictPanel({
      kind: 'report',
      heading: 'Tell the data protection officer at once',
      text: 'A lost memory stick with names on it is a data breach. The school has 72 hours from now.',
    }),
    verdictPanel({
      kind: 'depends',
      heading: 'It depends on whose device it is',
      text: 'On a school device, yes. On your own, only outside lessons and away from pupils.',
    }),
    verdictPanel({
      kind: 'silent',
      heading: 'No clause speaks of smart watches',
      text: 'You can ask the headteacher for a ruling, which will be cited from then on.',
    }),
  );

const clauses = (): Html =>
  section(
    'Clauses',
    clauseCard({
      number: '4.2',
      edition: 'Edition 3',
      section: 'School equipment',
      text: 'Staff must lock their screen whenever they leave a device unattended.',
      plain: 'Press Windows and L before you walk away, even for a minute.',
      strength: 'must',
      does: { text: 'Asks for a password again after five minutes without use.' },
      tags: ['staff', 'laptops', 'security'],
    }),
    clauseCard({
      number: '7.1.3',
      edition: 'Edition 3',
      text: 'Staff should use school accounts for all messages to parents.',
      strength: 'should',
      tags: ['messages'],
    }),
    clauseCard({
      number: '9',
      edition: 'Edition 3',
      section: 'Social media',
      text: 'We advise staff to check their privacy settings each term.',
      strength: 'advised',
      plain: 'Look at who can see your posts.',
    }),
  );

const changes = (): Html =>
  section(
    'Changes',
    diff({
      before:
        'Staff may use their own phone in school outside lesson times. Photographs of pupils are not permitted.',
      after:
        'Staff may use their own phone in the staff room and offices. Photographs of pupils are not permitted, on any personal device.',
      beforeLabel: 'Edition 2, September 2024',
      afterLabel: 'Edition 3, September 2025',
    }),
    diff({
      before: '',
      after: 'Staff do not put pupils’ names into AI tools.',
      beforeLabel: 'Edition 2',
      afterLabel: 'Edition 3',
    }),
  );

const form = (): Html =>
  html`<form method="post" action="/" novalidate>${[
    input({
      name: 'device',
      label: { text: 'What do you want to borrow?', classes: 'govuk-label--m' },
      hint: { text: 'For example, a camera or a data projector' },
      errorMessage: { text: 'Say what you want to borrow' },
    }),
    input({
      name: 'cost',
      label: { text: 'What is it worth?' },
      prefix: { text: '£' },
      suffix: { text: 'each' },
      classes: 'govuk-input--width-5',
    }),
    select({
      name: 'room',
      label: { text: 'Room' },
      attributes: { 'data-gatehouse-autocomplete': '' },
      hint: { text: 'Type to find it' },
      items: [
        { value: '', text: '' },
        ...['Hall', 'Library', 'Office', 'Year 5', 'Year 6'].map((text) => ({ text })),
      ],
    }),
    select({
      name: 'term',
      label: { text: 'Term' },
      items: ['Autumn', 'Spring', 'Summer'].map((text) => ({ text })),
    }),
    dateInput({
      id: 'until',
      namePrefix: 'until',
      fieldset: { legend: { text: 'Until when?', classes: 'govuk-fieldset__legend--m' } },
      hint: { text: 'For example, 27 3 2026' },
      errorMessage: { text: 'The date must have a year' },
      day: { name: 'day', value: 27 },
      month: { name: 'month', value: 3 },
      year: { name: 'year', error: true },
    }),
    radios({
      name: 'where',
      fieldset: { legend: { text: 'Where will you use it?', classes: 'govuk-fieldset__legend--m' } },
      value: 'home',
      items: [
        { value: 'school', text: 'In school' },
        {
          value: 'home',
          text: 'At home',
          hint: { text: 'It must be locked away at night' },
        },
        { divider: 'or' },
        { value: 'trip', text: 'On a trip' },
      ],
    }),
    checkboxes({
      name: 'with',
      fieldset: { legend: { text: 'What comes with it?', classes: 'govuk-fieldset__legend--m' } },
      values: ['bag'],
      items: [
        {
          value: 'bag',
          text: 'Bag',
          conditional: {
            html: input({ name: 'colour', label: { text: 'Colour' }, classes: 'govuk-input--width-10' }),
          },
        },
        { value: 'charger', text: 'Charger' },
      ],
    }),
    characterCount({ name: 'why', label: { text: 'Why do you need it?' }, maxlength: 200, rows: 4 }),
    passwordInput({ name: 'password', label: { text: 'Password' } }),
    fileUpload({ name: 'letter', label: { text: 'Letter' } }),
    html`<div class="govuk-button-group">${[
      button({ text: 'Continue' }),
      button({ text: 'Save for later', classes: 'govuk-button--secondary' }),
      button({ text: 'Withdraw', classes: 'govuk-button--warning' }),
      html`<a class="govuk-link" href="/">Cancel</a>`,
    ]}</div>`,
  ]}</form>`;

const lists = (): Html =>
  section(
    'Lists',
    summaryList({
      card: { title: { text: 'Laptop 0417' }, actions: { items: [{ href: '/', text: 'Return' }] } },
      rows: [
        {
          key: { text: 'Lent to' },
          value: { text: 'Asha Patel' },
          actions: { items: [{ href: '/', text: 'Change', visuallyHiddenText: 'borrower' }] },
        },
        { key: { text: 'State' }, value: { html: tag({ text: 'On loan' }) } },
      ],
    }),
    taskList({
      items: [
        { title: { text: 'Read the policy' }, status: { text: 'Done' } },
        {
          title: { text: 'Sign the agreement' },
          href: '/',
          hint: { text: 'Before 30 September' },
          status: { tag: { text: 'To do', classes: 'govuk-tag--green' } },
        },
      ],
    }),
    wideTable({
      caption: 'Equipment on loan',
      captionClasses: 'govuk-table__caption--m',
      head: [
        { text: 'Thing' },
        { text: 'Borrower' },
        { text: 'Since' },
        { text: 'Due' },
        { text: 'Worth', format: 'numeric' },
      ],
      rows: ['Laptop', 'Camera', 'Projector'].map((thing) => [
        { text: thing },
        { text: 'Asha Patel' },
        { text: '4 September 2025' },
        { text: '17 July 2026' },
        { text: '£420', format: 'numeric' },
      ]),
      firstCellIsHeader: true,
    }),
    pagination({
      previous: { href: '/?page=1' },
      next: { href: '/?page=3' },
      items: [
        { number: 1, href: '/?page=1' },
        { number: 2, href: '/?page=2', current: true },
        { ellipsis: true },
        { number: 9, href: '/?page=9' },
      ],
    }),
  );

const words = (): Html =>
  section(
    'Words',
    html`<p class="govuk-body">The five boxing wizards jump quickly. Il1 O0 — <a class="govuk-link" href="/elsewhere">a link</a>, <strong>strong</strong> and <em>emphasis</em>, and <a class="govuk-link" href="https://example.org/">one that leads away</a>.</p>`,
    insetText({ text: 'Your agreement was signed on 4 September 2025, in Edition 3.' }),
    warningText({ text: 'You cannot use the school’s network until you have signed.' }),
    details({ summaryText: 'Why do we ask?', text: 'Clause 2.1 says that everyone signs once a year.' }),
    accordion({
      id: 'parts',
      items: ['Devices', 'Messages'].map((text) => ({
        heading: { text },
        content: { text: `All about ${text.toLowerCase()}.` },
      })),
    }),
    tabs({
      idPrefix: 'tab',
      items: ['Staff', 'Pupils'].map((label) => ({ label, panel: { text: `For ${label.toLowerCase()}.` } })),
    }),
    html`<p class="govuk-body">${['grey', 'green', 'teal', 'purple', 'magenta', 'red', 'orange', 'yellow'].map((colour) => html`${tag({ text: colour, classes: `govuk-tag--${colour}` })} `)}${tag({ text: 'plain' })}</p>`,
    panel({ titleText: 'Agreement signed', headingLevel: 2, text: 'Your receipt is GH-2071' }),
  );

const gallery = (): Html =>
  page({
    title: 'Gallery',
    school: 'St Michael’s Church of England Aided Primary School',
    hasErrors: true,
    account: { name: 'Asha Patel', href: '/me', signOut: { action: '/' } },
    navigation: [
      { href: '/', text: 'May I?', current: true },
      { href: '/agreements', text: 'Agreements' },
      { href: '/permissions', text: 'Permissions' },
      { href: '/reports', text: 'Report something' },
      { href: '/policy', text: 'The policy' },
    ],
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/questions', text: 'Questions' },
    ],
    needs: ['autocomplete'],
    content: html`
${errorSummary({
  titleText: 'There is a problem',
  disableAutoFocus: true,
  errorList: [
    { href: '#device', text: 'Say what you want to borrow' },
    { href: '#until-year', text: 'The date must have a year' },
  ],
})}
${notificationBanner({ text: 'The policy has a new edition. Read what has changed.' })}
<span class="govuk-caption-l">Everything on one page</span>
<h1 class="govuk-heading-l">May I take the class camera home for the weekend?</h1>
<p class="govuk-body-l">What Gatehouse looks like, in every state that matters.</p>
${[verdicts(), clauses(), changes(), section('A form', form()), lists(), words()]}`,
  });

/** One short page, to see the footer where there is little above it. */
const small = (): Html =>
  page({
    title: 'Not found',
    content: html`<h1 class="govuk-heading-l">Page not found</h1><p class="govuk-body">Check the address.</p>`,
    backLink: { href: '/' },
  });

async function serve(port: number): Promise<{ readonly app: FastifyInstance; readonly address: string }> {
  const app = Fastify();
  await app.register(serveAssets);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  });
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(String(gallery())));
  app.get('/small', (_request, reply) => reply.type('text/html; charset=utf-8').send(String(small())));
  return { app, address: await app.listen({ port, host: '127.0.0.1' }) };
}

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function findings(tab: Page): Promise<readonly Finding[]> {
  // Evaluated by the debugger, as the pages' own policy forbids scripts from elsewhere.
  await tab.evaluate(AXE);
  return tab.evaluate('axe.run({ preload: false }).then((results) => results.violations)');
}

async function look(address: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  for (const javaScriptEnabled of [true, false]) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
      const tab = await context.newPage();
      tab.on('console', (message) => console.log(`console: ${message.text()}`));
      tab.on('pageerror', (error) => console.log(`error: ${error.message}`));
      tab.on(
        'response',
        (response) => response.ok() || console.log(`${response.status()} ${response.url()}`),
      );
      for (const path of ['', 'small']) {
        await tab.goto(`${address}/${path}`, { waitUntil: 'networkidle' });
        const name = `${path || 'all'}-${width}${javaScriptEnabled ? '' : '-plain'}`;
        await tab.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
        if (javaScriptEnabled) await report(tab, name);
      }
      if (javaScriptEnabled && width === 1280)
        await tab.goto(address).then(() => tab.pdf({ path: join(folder, 'all.pdf'), format: 'A4' }));
      await context.close();
    }
  }
  await browser.close();
}

async function report(tab: Page, name: string): Promise<void> {
  const overflow: number = await tab.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  const fonts: string = await tab.evaluate(
    "[...new Set([...document.querySelectorAll('body *')].map((e) => getComputedStyle(e).fontFamily.split(',')[0]))].join('; ')",
  );
  const found = await findings(tab);
  console.log(`${name}: ${found.length} findings, ${overflow} px too wide, set in ${fonts}`);
  for (const { id, impact, nodes } of found) {
    for (const node of nodes)
      console.log(
        `  ${impact} ${id}: ${node.html.slice(0, 160)}\n    ${node.failureSummary.replaceAll('\n', ' ')}`,
      );
  }
}

const { values, positionals } = parseArgs({ options: { check: { type: 'string' } }, allowPositionals: true });
const { app, address } = await serve(values.check === undefined ? Number(positionals[0] ?? 8100) : 0);
if (values.check === undefined) console.log(`the gallery is at ${address}`);
else await look(address, values.check).finally(() => app.close());

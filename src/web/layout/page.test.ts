import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assetPath } from '../assets/catalogue.ts';
import { html } from '../html/index.ts';
import { CONTENT_SECURITY_POLICY, page, type PageOptions } from './page.ts';

const rendered = (options: Partial<PageOptions> = {}): string =>
  String(
    page({
      title: 'My agreements',
      school: 'Hunwick Primary School',
      content: html`<h1>My agreements</h1>`,
      ...options,
    }),
  );

describe('a page', () => {
  it('is a whole document in British English', () => {
    assert.match(rendered(), /^<!DOCTYPE html>\n<html lang="en-GB" class="govuk-template">/);
    assert.match(rendered(), /<\/html>\n$/);
  });

  it('is titled with itself, the school and the product', () => {
    assert.match(rendered(), /<title>My agreements – Hunwick Primary School – Gatehouse<\/title>/);
  });

  it('says in its title first that something is to be put right', () => {
    assert.match(rendered({ hasErrors: true }), /<title>Error: My agreements/);
  });

  it('escapes the school’s name wherever it stands', () => {
    const markup = rendered({ school: '<b>"Reading" & Writing' });
    assert.doesNotMatch(markup, /<b>/);
    assert.match(markup, /&lt;b&gt;&quot;Reading&quot; &amp; Writing/);
  });

  it('begins with a way to its main content', () => {
    const markup = rendered();
    assert.match(markup, /<a href="#main-content" class="govuk-skip-link"/);
    assert.match(markup, /<main class="govuk-main-wrapper" id="main-content">\s*<h1>My agreements<\/h1>/);
  });

  it('has neither scripts nor styles written into it, so that the strict policy holds', () => {
    const markup = rendered({ needs: ['autocomplete'] });
    assert.doesNotMatch(markup, /<script(?![^>]* src=)/);
    assert.doesNotMatch(markup, /<style|\sstyle=|\son\w+=/);
    assert.doesNotMatch(CONTENT_SECURITY_POLICY, /unsafe/);
  });

  it('says that scripts run before anything is drawn, and leaves the rest for later', () => {
    const markup = rendered();
    assert.ok(markup.includes(`<script src="${assetPath('scripted.js')}"></script>`));
    assert.ok(markup.includes(`<script type="module" src="${assetPath('gatehouse.js')}"></script>`));
  });

  it('loads our style sheet after govuk-frontend’s', () => {
    const markup = rendered();
    assert.ok(
      markup.indexOf(assetPath('govuk-frontend.min.css')) < markup.indexOf(assetPath('gatehouse.css')),
    );
  });

  it('loads the autocomplete only where it is needed', () => {
    assert.doesNotMatch(rendered(), /autocomplete/);
    assert.ok(rendered({ needs: ['autocomplete'] }).includes(assetPath('accessible-autocomplete.min.css')));
  });

  it('shows neither the crown nor GOV.UK’s licence', () => {
    assert.doesNotMatch(rendered(), /crown|Open Government Licence|GOV\.UK/i);
  });

  it('marks where it stands in the navigation', () => {
    const markup = rendered({ navigation: [{ href: '/', text: 'Home', current: true }, false] });
    assert.match(markup, /<a class="govuk-service-navigation__link" href="\/" aria-current="page">/);
  });

  it('has no navigation, account or breadcrumbs unless they are given', () => {
    assert.doesNotMatch(rendered(), /<nav|gatehouse-account|<form/);
  });

  it('signs people out by a form, with what the form must carry', () => {
    const account = {
      name: 'Asha Patel',
      href: '/me',
      signOut: { action: '/session', fields: { _method: 'delete' } },
    };
    const markup = rendered({ account });
    assert.match(markup, /<form class="gatehouse-account__form" method="post" action="\/session">/);
    assert.match(markup, /<input type="hidden" name="_method" value="delete">/);
    assert.match(markup, /Signed in as <\/span>Asha Patel/);
  });

  it('has a way back in the place of breadcrumbs when it is given one', () => {
    const markup = rendered({ backLink: { href: '/questions' }, breadcrumbs: [{ text: 'Home', href: '/' }] });
    assert.match(markup, /<a href="\/questions" class="govuk-back-link">Back<\/a>/);
    assert.doesNotMatch(markup, /breadcrumbs/);
  });

  it('ends with the accessibility statement and what the product is', () => {
    assert.match(
      rendered(),
      /href="\/accessibility">Accessibility statement<\/a>.*href="\/about">About Gatehouse<\/a>/s,
    );
  });
});

import assert from 'node:assert/strict';
import { formsOf } from '../../src/agreements/index.ts';
import { type Clause, clauseOf, type Pack, seal, unseal } from '../../src/policy/index.ts';
import type { Visitor } from './browser.ts';
import { fill, follow, type JourneySite, press, says } from './journey-site.ts';
import { arriveAt } from './visiting.ts';

/** Words and a title of a form as a pack has them. */
export function formIn(
  pack: Pack,
  id: string,
): { readonly title: string; readonly clauses: readonly Clause[] } {
  const form = formsOf(pack).find((each) => each.id === id);
  assert.ok(form, `the pack has a form \`${id}\``);
  return { title: form.title, clauses: form.clauses.flatMap((clause) => clauseOf(pack, clause) ?? []) };
}

/** Reads a form that is to do, tries to sign it empty, and signs it; ends on the page that says thank you. */
export async function readAndSign(
  visitor: Visitor,
  { todo, title, name }: { readonly todo: string; readonly title: string; readonly name: string },
): Promise<void> {
  await follow(visitor, todo);
  await arriveAt(visitor, title);
  await press(visitor, 'Sign');
  await visitor.page.getByText('There is a problem').waitFor();
  await arriveAt(visitor, title);
  await says(visitor, 'Write your full name', 'Tick that you have read it and agree');
  await sign(visitor, name);
}

/** Signs the form that is shown; ends on the page that says thank you. */
export async function sign(visitor: Visitor, name: string): Promise<void> {
  await fill(visitor, { 'Your full name': name });
  await visitor.page.getByRole('checkbox', { name: /^I have read this and agree to it/ }).check();
  await press(visitor, 'Sign');
  await arriveAt(visitor, 'Thank you, it is signed');
  await says(visitor, `Signed by ${name}`);
}

/** The pack with another sentence at the end of one clause. */
function withSentence(pack: Pack, { text }: Clause, sentence: string): Pack {
  const { content } = seal(pack);
  const changed = content.replace(JSON.stringify(text), () => JSON.stringify(`${text} ${sentence}`));
  assert.notEqual(changed, content, 'the clause is in the pack as it is shown');
  return unseal(changed);
}

/** Publishes a material change of one clause of a form; gives the words before and after. */
export async function publishChange(
  { site }: JourneySite,
  school: string,
  form: string,
): Promise<{ readonly before: string; readonly after: string; readonly edition: number }> {
  const { pack } = site.answerer.school(school).policy;
  const clause = formIn(pack, form).clauses.at(0);
  assert.ok(clause);
  const edition = site.answerer.school(school).edition.number + 1;
  const sentence = `This is new in edition ${edition}.`;
  await site.publish(withSentence(pack, clause, sentence), { change: 'material' });
  return { before: clause.text, after: `${clause.text} ${sentence}`, edition };
}

/** Holds the page to showing just one change, the words before beside those after; where it is wide, side by side. */
export async function seeChange(
  { page }: Visitor,
  { before, after }: { readonly before: string; readonly after: string },
  isWide: boolean,
): Promise<void> {
  assert.equal(await page.locator('.gatehouse-change').count(), 1, 'just what changed is shown');
  assert.equal(await page.locator('.gatehouse-form-text li').count(), 0, 'nothing else of the form is shown');
  const sides = [
    page.locator('.gatehouse-diff__side--removed'),
    page.locator('.gatehouse-diff__side--added'),
  ];
  const [old, now] = await Promise.all(
    sides.map((side) => side.locator('.gatehouse-diff__text').textContent()),
  );
  assert.ok(plain(old).includes(plain(before).slice(0, 30)), `before: ${old}`);
  assert.ok(plain(now).includes(plain(after).slice(-20)), `after: ${now}`);
  const [one, other] = await Promise.all(sides.map((side) => side.boundingBox()));
  assert.ok(one && other);
  if (isWide)
    assert.ok(one.y === other.y && one.x + one.width <= other.x, 'before and after are side by side');
  else assert.ok(one.y + one.height <= other.y, 'on a phone what is new stands below');
}

const plain = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

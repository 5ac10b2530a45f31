import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { walks } from '../../../../test/support/walks.ts';
import { type Asked, readAsked, unknown, without, writeAsked } from './fields.ts';

/** What a page of the interview asks: its field and the values on offer; nothing where everything is known. */
function asksFor(markup: string): { field: string; values: string[] } | undefined {
  const field = /name="asked" value="([^"]+)"/.exec(markup)?.[1];
  const values = [
    ...markup.matchAll(/<(?:input class="govuk-radios__input"|option)[^>]* value="([^"]+)"/g),
  ].flatMap(([, value]) => value ?? []);
  return field === undefined ? undefined : { field, values };
}

describe('what may be meant', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp();
  });
  after(() => web?.close());

  for (const walk of walks) {
    it(`${walk.school} offers “${walk.choice}” for “${walk.words}”, while typing and on a page`, async () => {
      const query = `?q=${encodeURIComponent(walk.words)}`;
      const typing = await web.inject(`/schools/${walk.school}/questions.json${query}`);
      const { found } = typing.json() as { found: { name: string; href: string }[] };
      assert.ok(found.length <= 6);
      const choice = found.find((each) => each.name === walk.choice);
      assert.ok(choice, found.map((each) => each.name).join(' | '));
      assert.match(choice.href, new RegExp(`^/schools/${walk.school}/questions/new\\?(act|event)=[a-z-]+$`));
      const page = await web.inject(`/schools/${walk.school}/questions${query}`);
      assert.ok(page.body.includes(`href="${choice.href}"`));
    });
  }

  it('nothing asked offers nothing, and something that fits nothing says so', async () => {
    for (const query of ['', '?q=', '?q=%20%20', '?q=wifi&q=laptop'])
      assert.deepEqual(
        (await web.inject(`/schools/hunwick/questions.json${query}`)).json(),
        { found: [] },
        query,
      );
    assert.match(
      (await web.inject('/schools/hunwick/questions?q=zzzz%20qqqq')).body,
      /Nothing fits “zzzz qqqq”/,
    );
  });

  it('says of what the policy does not mention that it does not', async () => {
    const page = (await web.inject('/schools/cpps/questions?q=chatgpt')).body;
    assert.match(page, /act=use-ai">Use an AI tool <span[^>]*>the policy does not mention it/);
  });

  it('takes no more than three hundred letters', async () => {
    const page = (await web.inject(`/schools/hunwick/questions?q=${'kettle '.repeat(1000)}`)).body;
    assert.match(page, /value="(kettle )+kettl?e?"/);
    assert.ok(page.length < 10_000);
  });

  it('words that fit nothing are kept once for each time they were told, without what is no text', async () => {
    const school = web.site.answerer.school('hunwick');
    for (const words of [
      'ride a\u0000 horse',
      ' ride a horse ',
      '',
      '   ',
      'half \ud800',
      '👩🏽‍💻'.repeat(60),
    ])
      assert.equal((await web.send('/schools/hunwick/gaps', [['q', words]])).statusCode, 200);
    const kept = (await web.site.answerer.gaps(school)).filter((gap) => gap.kind === 'not-found');
    assert.deepEqual(kept.map((gap) => [gap.subject.slice(0, 12), gap.times]).slice(0, 2), [
      ['ride a horse', 2],
      ['half \ufffd', 1],
    ]);
    assert.ok(kept.every((gap) => gap.subject.length <= 200 && gap.subject.isWellFormed()));
  });
});

describe('the interview', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp();
  });
  after(() => web?.close());

  const ask = async (school: string, fields: URLSearchParams) => {
    const page = await web.inject(`/schools/${school}/questions/new?${String(fields)}`);
    assert.equal(page.statusCode, 200, `${school} ${String(fields)}`);
    return asksFor(page.body);
  };

  /** Answers until there is nothing to ask. A place may be asked for again where a wide one was given: then each on offer is narrower. */
  const talk = async (
    school: string,
    fields: URLSearchParams,
    choose: (values: readonly string[]) => string,
  ) => {
    const asked: string[] = [];
    const given = new Set<string>();
    for (let next = await ask(school, fields); next; next = await ask(school, fields)) {
      const { field, values } = next;
      assert.ok(values.length > 1, `${school} offers a choice for ${field}: ${String(fields)}`);
      for (const value of values)
        assert.ok(
          !given.has(`${field}=${value}`),
          `${school} offers ${field}=${value} again: ${String(fields)}`,
        );
      const value = choose(values);
      asked.push(field);
      if (value !== unknown) given.add(`${field}=${value}`);
      fields.append(field, value);
    }
    return asked;
  };

  for (const [way, choose] of [
    ['the first answer', (values: readonly string[]) => values[0] ?? ''],
    ['the last but one', (values: readonly string[]) => values.at(-2) ?? ''],
    ['“I do not know”', () => unknown],
  ] as const) {
    it(`about everything that a school's policy speaks of comes to an end by ${way}`, async () => {
      let most = 0;
      for (const school of web.site.answerer.schools())
        for (const [kind, targets] of [
          ['act', school.policy.forAct],
          ['event', school.policy.forEvent],
        ] as const)
          for (const [id, candidates] of targets) {
            if (candidates.every((candidate) => candidate.rule.isLaw)) continue;
            const asked = await talk(
              school.key,
              new URLSearchParams([
                [kind, id],
                ['as', 'staff'],
              ]),
              choose,
            );
            most = Math.max(most, asked.length);
          }
      assert.ok(most > 0 && most <= 8, `${most} questions at most`);
    });
  }

  it('asks who is asking first, then only facts that matter', async () => {
    const fields = new URLSearchParams({ act: 'take-equipment-off-site' });
    assert.deepEqual(await talk('hunwick', fields, (values) => values[0] ?? ''), ['as', 'fact.stores-data']);
    assert.deepEqual(
      await ask('cpps', new URLSearchParams({ act: 'befriend-pupil-online', as: 'staff' })),
      undefined,
    );
  });

  it('asks how old somebody is by the ages that the clauses name', async () => {
    const fields = new URLSearchParams({ act: 'befriend-pupil-online', as: 'staff' });
    assert.deepEqual(await ask('hunwick', fields), { field: 'fact.age', values: ['17', '18', unknown] });
  });

  it('takes the narrower of two answers, and goes on', async () => {
    const wide = ['fact.place', 'on-premises'] as const;
    const sent = [['act', 'use-personal-device'], ['as', 'staff'], wide] as const;
    const narrowed = await web.send('/schools/london-primary/answers', [
      ...sent,
      ['fact.place', 'classroom'],
      ['asked', 'fact.place'],
    ]);
    assert.match(String(narrowed.headers['location']), /fact\.place=classroom/);
    const left = await web.send('/schools/london-primary/answers', [
      ...sent,
      ['fact.place', unknown],
      ['asked', 'fact.place'],
    ]);
    assert.match(String(left.headers['location']), /fact\.place=on-premises.*skip=place/);
  });

  it('offers as askers those for whom the clauses are written', async () => {
    const asked = await ask('london-primary', new URLSearchParams({ act: 'use-ai' }));
    for (const role of ['staff', 'teaching-staff', 'teaching-assistant'])
      assert.ok(asked?.values.includes(role), role);
    assert.ok(!asked?.values.includes('school'));
  });

  it('sends on to the next question, and to the answer when there is none', async () => {
    const first = await web.send('/schools/hunwick/answers', [
      ['act', 'take-equipment-off-site'],
      ['as', 'staff'],
    ]);
    assert.equal(first.statusCode, 303);
    assert.equal(
      first.headers['location'],
      '/schools/hunwick/questions/new?act=take-equipment-off-site&as=staff',
    );
    const last = await web.send('/schools/hunwick/answers', [
      ['act', 'take-equipment-off-site'],
      ['as', 'staff'],
      ['fact.stores-data', 'true'],
      ['asked', 'fact.stores-data'],
    ]);
    assert.match(String(last.headers['location']), /^\/schools\/hunwick\/answers\/[\w-]{22}$/);
  });

  it('says what is missing, keeps what was said, and keeps no answer', async () => {
    const before = await web.countKept();
    const page = await web.send('/schools/hunwick/answers', [
      ['act', 'take-equipment-off-site'],
      ['as', 'staff'],
      ['asked', 'fact.stores-data'],
    ]);
    assert.equal(page.statusCode, 422);
    assert.match(page.body, /<title>Error: Can it store data\?/);
    assert.match(page.body, /href="#fact-stores-data">Select an answer, or say that you do not know/);
    assert.match(page.body, /id="fact-stores-data"/);
    assert.match(page.body, /name="as" value="staff"/);
    assert.equal(await web.countKept(), before);
  });

  it('a word that nobody knows is told with the nearest', async () => {
    const page = await web.inject('/schools/hunwick/questions/new?act=take-equipment-of-site');
    assert.equal(page.statusCode, 422);
    assert.match(page.body, /did you mean take-equipment-off-site\?/i);
  });

  it('a question without an act or an event, or with both, is not understood', async () => {
    for (const query of [
      '',
      '?',
      '?as=staff',
      '?act=',
      '?act=use-wifi&event=device-lost',
      '?mode=never&act=use-wifi&as=staff',
    ])
      assert.equal((await web.inject(`/schools/hunwick/questions/new${query}`)).statusCode, 422, query);
  });
});

describe('the fields of a question', () => {
  const asked: Asked = {
    raw: {
      mode: 'may',
      as: ['staff', 'dsl'],
      act: 'use-wifi',
      event: undefined,
      thing: 'laptop',
      facts: { place: 'home', age: '12' },
    },
    skipped: ['moment'],
  };

  it('are written as they are read', () => {
    const again = readAsked(writeAsked(asked));
    assert.deepEqual({ ...again.raw, facts: { ...again.raw.facts } }, asked.raw);
    assert.deepEqual(again.skipped, asked.skipped);
  });

  it('are without the one that is to be changed', () => {
    assert.deepEqual(without(asked, 'place').raw.facts, { age: '12' });
    assert.deepEqual(without(asked, 'as').raw.as, []);
    assert.equal(without(asked, 'thing').raw.thing, undefined);
    assert.deepEqual(without(asked, 'moment').skipped, []);
  });

  it('are the last of those that stand twice, and what is not known is left out', () => {
    const { raw, skipped } = readAsked(
      new URLSearchParams(
        'act=a&act=b&fact.place=home&fact.place=trip&fact.moment=unknown&thing=unknown&fact.age=',
      ),
    );
    assert.equal(raw.act, 'a');
    assert.deepEqual({ ...raw.facts }, { place: 'trip' });
    assert.equal(raw.thing, undefined);
    assert.deepEqual(skipped, ['moment', 'thing']);
  });

  it('are no more than sixty, and none belongs to every object', () => {
    const many = readAsked(
      new URLSearchParams(
        Array.from({ length: 500 }, (_, index): [string, string] => [`fact.f${index}`, '1']),
      ),
    );
    assert.equal(Object.keys(many.raw.facts ?? {}).length, 60);
    const { raw } = readAsked(new URLSearchParams('fact.__proto__=x&fact.constructor=y'));
    assert.equal(Object.getPrototypeOf(raw.facts), null);
    assert.deepEqual(Object.keys(raw.facts ?? {}), ['__proto__', 'constructor']);
  });
});

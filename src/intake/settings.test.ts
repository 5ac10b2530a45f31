import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readIntakeSettings } from './settings.ts';

describe('where letters come in', () => {
  const right: readonly (readonly [string, string | undefined, object])[] = [
    [
      '127.0.0.1:2525',
      'tell.school.example',
      { host: '127.0.0.1', port: 2525, domain: 'tell.school.example' },
    ],
    [
      '[::1]:25?domain=Tell.School.Example',
      undefined,
      { host: '::1', port: 25, domain: 'tell.school.example' },
    ],
    ['smtp://0.0.0.0:25?domain=a.example', 'b.example', { host: '0.0.0.0', port: 25, domain: 'a.example' }],
  ];
  for (const [text, usual, expected] of right)
    it(`is ${text}`, () => assert.deepEqual(readIntakeSettings(text, usual), expected));

  for (const text of [
    '',
    'nonsense',
    '127.0.0.1',
    '127.0.0.1:2525',
    '127.0.0.1:99999?domain=a.example',
    '127.0.0.1:2525?domain=a_b.example',
    '127.0.0.1:2525?domain=a.example&other=1',
    'user:secret@127.0.0.1:2525?domain=a.example',
    '127.0.0.1:2525?domain=a.example&certificate=/there/is/none.pem',
    '127.0.0.1:2525?domain=a.example&certificate=/there/is/none.pem&key=/there/is/none.key',
  ])
    it(`is not \`${text}\`, and the fault shows no secret`, () =>
      assert.throws(
        () => readIntakeSettings(text),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, 'INTAKE_SETTINGS_INVALID');
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      ));
});

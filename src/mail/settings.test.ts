import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fault } from '../kernel/index.ts';
import { type MailSettings, readMailSettings } from './settings.ts';

const from = 'office@school.example';

describe('the address of a mail server', () => {
  const read: readonly (readonly [string, MailSettings])[] = [
    ['smtp://localhost?from=office@school.example', { host: 'localhost', port: 587, secure: false, from }],
    [
      'smtps://mail.example/?from=office@school.example',
      { host: 'mail.example', port: 465, secure: true, from },
    ],
    [
      'smtp://mail.example:25?from=office%40school.example',
      { host: 'mail.example', port: 25, secure: false, from },
    ],
    ['smtp://[::1]:2525?from=office@school.example', { host: '::1', port: 2525, secure: false, from }],
    [
      'smtp://office%40school.example:p%40ss%3A%2Fw%25rd@mail.example?from=office@school.example',
      {
        host: 'mail.example',
        port: 587,
        secure: false,
        user: 'office@school.example',
        password: 'p@ss:/w%rd',
        from,
      },
    ],
    [
      'smtp://mail.example?from=office+auth@school.example',
      { host: 'mail.example', port: 587, secure: false, from: 'office+auth@school.example' },
    ],
  ];
  for (const [text, settings] of read)
    it(`is read: ${text}`, () => assert.deepEqual(readMailSettings(text), settings));

  const wrong = [
    '',
    'mail.example',
    'http://u:sEcret1@mail.example?from=office@school.example',
    'smtp://?from=office@school.example',
    'smtp:///?from=office@school.example',
    'smtp://u:sEcret1@mail.example',
    'smtp://u:sEcret1@mail.example?from=',
    'smtp://u:sEcret1@mail.example?from=nobody',
    'smtp://u:sEcret1@mail.example?from=a@b.example%0D%0ABcc:c@d.example',
    'smtp://u:sEcret1@mail.example?from=a@b.example&from=c@d.example',
    'smtp://u:sEcret1@mail.example?from=a@b.example&tls=no',
    'smtp://u:sEcret1@mail.example/inbox?from=a@b.example',
    'smtp://u:sEcret1@mail.example?from=a@b.example#x',
    'smtp://u:sEcret1@mail.example:99999?from=a@b.example',
    'smtp://u:sEcret1@mail.example:0?from=a@b.example',
    'smtp://u:sEcret1%@mail.example?from=a@b.example',
    'smtp://u@mail.example?from=a@b.example',
    'smtp://:sEcret1@mail.example?from=a@b.example',
    'smtp://u:sEcret1@mail_%65xample?from=a@b.example',
    'smtp://u:sEcret1@@mail.example/?from=a@b.example/',
  ];
  for (const text of wrong) {
    it(`is refused without a word of it: ${text}`, () => {
      assert.throws(
        () => readMailSettings(text),
        (error) => {
          assert.ok(error instanceof Fault);
          assert.equal(error.code, 'MAIL_SETTINGS_INVALID');
          assert.doesNotMatch(
            JSON.stringify([error.message, error.help, error.stack, error.cause]),
            /sEcret1/,
          );
          return true;
        },
      );
    });
  }
});

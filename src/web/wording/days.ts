const long = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
});
const withTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'Europe/London',
});

/** A calendar day (YYYY-MM-DD) as people write it: 22 November 2026. */
export const wordDay = (day: string): string => long.format(new Date(`${day}T12:00:00Z`));

/** A moment as people write it, in the United Kingdom's time. */
export const wordMoment = (moment: Date): string => withTime.format(moment);

const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/London' } as const;
const long = new Intl.DateTimeFormat('en-GB', day);
const withTime = new Intl.DateTimeFormat('en-GB', { ...day, hour: 'numeric', minute: '2-digit' });

/** A calendar day (YYYY-MM-DD) as a letter writes it: 22 November 2026. */
export const letterDay = (on: string): string => long.format(new Date(`${on}T12:00:00Z`));

/** A moment as a letter writes it, in the United Kingdom's time: 22 November 2026 at 09:00. */
export const letterMoment = (at: Date): string => withTime.format(at);

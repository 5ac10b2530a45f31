const schoolZone = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day in the United Kingdom at this moment, as YYYY-MM-DD. */
export const localDay = (moment: Date): string => schoolZone.format(moment);

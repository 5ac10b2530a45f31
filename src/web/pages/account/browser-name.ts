/** Marks by which browsers are known, the particular before those that others carry as well. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, 'an iPad'],
  [/\biPhone\b/, 'an iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
];

const LONGEST_NAME = 60;

/** What a browser calls itself, as people would: "Firefox on Windows". What is not known is shown as it came. */
export function browserName(agent: string): string {
  const known = (list: typeof browsers) => list.find(([mark]) => mark.test(agent))?.[1];
  const browser = known(browsers);
  const system = known(systems);
  if (browser !== undefined) return system === undefined ? browser : `${browser} on ${system}`;
  return agent.trim() === ''
    ? 'A browser that does not say its name'
    : agent.slice(0, LONGEST_NAME).toWellFormed();
}

const longestAddress = 254;

/**
 * SOURCE: HTML Living Standard, "valid e-mail address", with RFC 5321's length. Letters beyond ASCII before the `@` are
 * left out: few servers take them, and none that looks alike may be slipped in.
 */
const ADDRESS =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Whether text is one e-mail address and nothing else: no name, no blank, no second address. */
export const isMailAddress = (text: string): boolean => text.length <= longestAddress && ADDRESS.test(text);

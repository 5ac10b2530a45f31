/**
 * What a file may be at most. The largest school that is known to us has some 3,000 people; what is larger than this is
 * not a roster.
 */
export const limits = {
  zipEntries: 50,
  /** Of all files of a zip together, as the zip itself claims before anything is unpacked. */
  unpackedBytes: 200 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
  /** How much a file may grow on unpacking. Rosters grow five- to twentyfold. */
  ratio: 200,
  rows: 100_000,
  columns: 200,
  cellCharacters: 10_000,
  rowCharacters: 1_000_000,
} as const;

/** Quarantined rows and remarks that are kept one by one; of the rest it is only said that there are more. */
export const mostToldOfOneKind = 1000;

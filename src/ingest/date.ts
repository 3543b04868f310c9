/** RFC 5322, the day of the week and seconds left open. `Date` would make a date of nearly anything. */
const DATE = /^(?:\w{3,9},?\s+)?\d{1,2}\s+\w{3,9}\s+\d{2,4}\s+\d{1,2}:\d\d/;

/** A date without a zone would be read in the zone of the machine; reports must not depend on it. */
const HAS_ZONE = /[+-]\d{4}\b|\b(?:GMT|UTC?|Z|[ECMP][SD]T)\b/;

/** The value of a Date field in UTC; null where it is none that can be read. */
export function isoDate(value: string | undefined): string | null {
  if (value === undefined || !DATE.test(value)) return null;
  const date = new Date(HAS_ZONE.test(value) ? value : `${value} +0000`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

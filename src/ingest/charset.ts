/** Charsets that mailparser decodes beside those of the WHATWG encoding standard, which `TextDecoder` knows. */
const FURTHER =
  /^(?:us-?ascii|ascii|(?:cp|ibm|x-cp|windows)-?\d{3,5}|mac-?\w+|x-mac-\w+|tis-?620|viscii|koi8-\w+|utf-?16|utf-?32(?:[bl]e)?|ucs-?[24]|hz(?:-gb-2312)?|iso-2022-jp(?:-\d)?|cesu-?8|armscii-?8|georgian-\w+|rk1048|tcvn|hproman8)$/;

/** Whether a text in this charset is decoded as its author meant it. */
export function isKnownCharset(charset: string): boolean {
  const name = charset.trim().toLowerCase();
  // RFC 2231 form: us-ascii'en'
  const plain = name.split("'")[0] ?? name;
  if (FURTHER.test(plain)) return true;
  try {
    new TextDecoder(plain);
    return true;
  } catch {
    return false;
  }
}

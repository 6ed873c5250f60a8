/** The Castagnoli polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78;
const BYTES_AT_ONCE = 8;

/** Table `n` holds what a byte does to the sum when `n` more bytes follow it. */
const TABLES = tables();

function tables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
    return sum;
  });
  const all = [first];
  while (all.length < BYTES_AT_ONCE) {
    all.push(all.at(-1)!.map((sum) => (sum >>> 8) ^ first[sum & 255]!));
  }
  return all;
}

const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** CRC-32C, eight bytes at a time: the sum that guards a batch of records. */
export function crc32c(bytes: Uint8Array): number {
  const whole = bytes.length - (bytes.length % BYTES_AT_ONCE);
  let sum = -1;
  for (let at = 0; at < whole; at += BYTES_AT_ONCE) {
    sum =
      T7[(sum ^ bytes[at]!) & 255]! ^
      T6[((sum >>> 8) ^ bytes[at + 1]!) & 255]! ^
      T5[((sum >>> 16) ^ bytes[at + 2]!) & 255]! ^
      T4[(sum >>> 24) ^ bytes[at + 3]!]! ^
      T3[bytes[at + 4]!]! ^
      T2[bytes[at + 5]!]! ^
      T1[bytes[at + 6]!]! ^
      T0[bytes[at + 7]!]!;
  }
  for (let at = whole; at < bytes.length; at++) sum = (sum >>> 8) ^ T0[(sum ^ bytes[at]!) & 255]!;
  return ~sum >>> 0;
}

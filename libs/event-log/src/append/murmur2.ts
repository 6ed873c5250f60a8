const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/** MurmurHash2 of 32 bits with the seed of Kafka's clients, as a signed number. Source: A. Appleby's published algorithm. */
export function murmur2(bytes: Uint8Array): number {
  const whole = bytes.length & ~3;
  let hash = SEED ^ bytes.length;
  for (let at = 0; at < whole; at += 4) hash = Math.imul(hash, MIX) ^ mixed(fourBytes(bytes, at));
  if (whole < bytes.length) hash = Math.imul(hash ^ lastBytes(bytes, whole), MIX);
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}

const fourBytes = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

function mixed(word: number): number {
  const product = Math.imul(word, MIX);
  return Math.imul(product ^ (product >>> 24), MIX);
}

/** One to three of them. */
function lastBytes(bytes: Uint8Array, from: number): number {
  let word = 0;
  for (let at = bytes.length - 1; at >= from; at--) word = (word << 8) | bytes[at]!;
  return word;
}

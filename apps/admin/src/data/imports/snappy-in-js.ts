import { snappyUncompress as uncompress } from 'hyparquet';

/**
 * Takes the place of `hysnappy` in the browser (vite.config.ts): that compiles WebAssembly as soon as it is loaded, which the
 * page's Content-Security-Policy forbids, and with it no Parquet file could be looked at.
 */
export function snappyUncompress(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  uncompress(input, output);
  return output;
}

export const snappyUncompressor = () => snappyUncompress;

import { ApiError, request } from '../../api/http.js';
import { type ServerPacking, UnreadableFile } from './file-head.js';

/** @throws UnreadableFile; `packed` where the server gives no answer */
export async function unpackByServer(
  projectId: number,
  packed: Uint8Array,
  packing: ServerPacking,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const body = { packing, bytes: toBase64(packed) };
  const path = `projects/${projectId}/imports/heads`;
  const asked = request<{ bytes: string }>(path, { method: 'POST', body, signal });
  const answer = await asked.catch((error: unknown) => {
    const isRefused = error instanceof ApiError && error.status === 400;
    throw new UnreadableFile(isRefused ? 'unreadable' : 'packed');
  });
  return Uint8Array.from(atob(answer.bytes), (character) => character.charCodeAt(0));
}

/** A part at a time: a call takes only so many arguments. */
const PART_BYTES = 8_192;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    text += String.fromCharCode(...bytes.subarray(at, at + PART_BYTES));
  return btoa(text);
}

import { allAccepted, allBut, isSuccess, objectOf, parsed, readStatus, sentence } from '../answers.js';
import type { Conversion } from '../conversion.js';
import type { JsonObject, NetworkAnswer, Protocol, Reading } from '../network.js';
import { inFen, pageOf, secondsOf, without } from '../values.js';

const MOST_CHARACTERS = 1024;

/**
 * Baidu, 《广告主回传转化数据接口》 (`uploadConvertData`). A request holds fewer than 100 conversions; one is told by the landing
 * page's address with its `bd_vid`. There is no field for an id of ours: what is sent twice is known by address, type and
 * time.
 */
export const BAIDU: Protocol<'baidu'> = {
  network: 'baidu',
  baseUrl: 'https://ocpc.baidu.com',
  maxBatch: 99,
  unusable: ({ clicks }) => (clicks.bd_vid ? null : 'There was no click of Baidu (bd_vid) before it.'),
  request(batch, { settings }) {
    return {
      path: '/ocpcapi/api/uploadConvertData',
      body: { conversionTypes: batch.map((conversion) => typeOf(conversion, settings.landingUrl)) },
    };
  },
  authorization: ({ token }) => ({ body: { token } }),
  read,
};

function typeOf({ clicks, name, at, value }: Conversion, landingUrl: string): JsonObject {
  const { value: clickId, url } = clicks.bd_vid!;
  return without({
    logidUrl: landingOf(url, landingUrl, clickId),
    newType: Number(name),
    convertTime: secondsOf(at),
    convertValue: value === null ? undefined : inFen(value),
  });
}

/** The page without what else its address says, else the landing page of the settings. */
function landingOf(url: string | null, landingUrl: string, clickId: string): string {
  const page = pageOf(url) ?? pageOf(landingUrl)!;
  const address = `${page}?bd_vid=${encodeURIComponent(clickId)}`;
  if (address.length <= MOST_CHARACTERS) return address;
  return `${new URL(page).origin}/?bd_vid=${encodeURIComponent(clickId)}`;
}

/** `header.status`: 0 all, 1 some, 2 none were taken; anything else is a fault of theirs. */
function read(answer: NetworkAnswer, size: number): Reading {
  const header = objectOf(parsed(answer.body).header);
  if (typeof header.status !== 'number' || !isSuccess(answer)) {
    return readStatus(answer) ?? { kind: 'later', reason: `HTTP ${answer.status} without a status` };
  }
  if (header.status === 0) return allAccepted(size);
  const errors = (Array.isArray(header.errors) ? header.errors : []).map(objectOf);
  const reason = sentence(header.desc, ...errors.slice(0, 3).map(({ message }) => message));
  if (/token/i.test(reason)) return { kind: 'unauthorized', reason };
  if (header.status > 2) return { kind: 'later', reason };
  return byPlace(errors, header.status === 2, reason, size);
}

function byPlace(errors: Record<string, unknown>[], isWhole: boolean, reason: string, size: number): Reading {
  const refused = new Map<number, string>();
  for (const { position, message } of errors) {
    const place = /\[(\d+)\]/.exec(String(position))?.[1];
    if (place !== undefined) refused.set(Number(place), sentence(message));
  }
  if (refused.size === 0 || (isWhole && refused.size < size))
    return { kind: 'none', reason, culprits: refused };
  return allBut(refused, size);
}

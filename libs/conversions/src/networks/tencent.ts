import { randomUUID } from 'node:crypto';
import { hashedOnce } from '../identity/hash.js';
import { asInChina, phoneOf } from '../identity/phone.js';
import { allAccepted, isSuccess, parsed, readCode, readStatus } from '../answers.js';
import type { Conversion } from '../conversion.js';
import { eventIdOf } from '../event-id.js';
import type { JsonObject, NetworkAnswer, Protocol, Reading } from '../network.js';
import { hashedAll, inFen, pageOf, secondsOf, without } from '../values.js';

/** Of ads outside and inside WeChat. */
const CLICKS = ['qz_gdt', 'gdt_vid'] as const;

/**
 * Tencent Ads, 《用户行为添加/更新》 (`user_actions/add`) and 《Web 转化数据 API 自归因》. A request holds at most 50 actions; of those
 * with the same `outer_action_id` it counts one.
 */
export const TENCENT: Protocol<'tencent'> = {
  network: 'tencent',
  baseUrl: 'https://api.e.qq.com',
  maxBatch: 50,
  unusable(conversion) {
    const isKnown = clickOf(conversion) !== undefined || phoneHash(conversion) !== undefined;
    return isKnown ? null : 'There is neither a click of Tencent (qz_gdt, gdt_vid) nor a phone number.';
  },
  request(batch, { settings }) {
    return {
      path: '/v3.0/user_actions/add',
      body: {
        account_id: Number(settings.accountId),
        user_action_set_id: Number(settings.userActionSetId),
        actions: batch.map(actionOf),
      },
    };
  },
  authorization: ({ accessToken }, _token, now) => ({
    query: {
      access_token: accessToken,
      timestamp: String(secondsOf(now)),
      nonce: randomUUID().replaceAll('-', ''),
    },
  }),
  read,
};

function actionOf(conversion: Conversion): JsonObject {
  const click = clickOf(conversion);
  const phone = phoneHash(conversion);
  return without({
    outer_action_id: eventIdOf(conversion),
    action_time: secondsOf(conversion.at),
    action_type: conversion.name,
    user_id: phone === undefined ? undefined : { hash_phone: phone },
    trace: click && { click_id: click.value },
    url: pageOf(click?.url ?? conversion.url),
    action_param: conversion.value === null ? undefined : { value: inFen(conversion.value) },
  });
}

/** The later of the two. */
function clickOf({ clicks }: Conversion) {
  const found = CLICKS.flatMap((name) => clicks[name] ?? []);
  return found.sort((a, b) => b.at.getTime() - a.at.getTime())[0];
}

/** MD5 of bare digits. */
function phoneHash({ phones, country }: Conversion): string | undefined {
  const normal = (text: string) => {
    const found = phoneOf(text, country ?? 'CN');
    return found && asInChina(found);
  };
  return hashedAll(phones, (text) => hashedOnce('md5', text, normal))?.[0];
}

/** Tencent Ads, 《返回码》: 11xxx are about access, 50xxx and 1x are faults of theirs and too many requests. */
const CODES = {
  unauthorized: (code: number) => code >= 11000 && code < 12000 && code !== 11017,
  later: (code: number) => code === 11017 || (code >= 50000 && code < 52000) || [1, 6, 10000].includes(code),
};

function read(answer: NetworkAnswer, size: number): Reading {
  const { code, message, message_cn: chinese } = parsed(answer.body);
  if (code === 0 && isSuccess(answer)) return allAccepted(size);
  if (typeof code === 'number' && code !== 0) return readCode(code, String(message || chinese), CODES);
  return readStatus(answer) ?? { kind: 'later', reason: `HTTP ${answer.status} without a code` };
}
